/// One piece of furniture while it is put together.
///
/// Its box spans x in ±`right`, y in ±`front` and z in 0...`height`. Parts are sized in metres but never beyond a
/// share of the box, so that every proportion of box gives a sound solid.
struct FurniturePiece {
    let length: Float
    let width: Float
    let height: Float
    let paint: FurniturePaint
    var builder = MeshBuilder()

    init(length: Float, width: Float, height: Float, paint: FurniturePaint) {
        self.length = length
        self.width = width
        self.height = height
        self.paint = paint
    }

    /// Half of the length: the right side.
    var right: Float { length / 2 }
    /// Half of the width: the front.
    var front: Float { width / 2 }
    /// The radius of a round thing that fits the footprint, and the stretch that makes it fill it.
    var round: (radius: Float, stretch: SIMD2<Float>) {
        let radius = min(right, front)
        return (radius, SIMD2(right / radius, front / radius))
    }

    /// A length in metres, at most this share of a side.
    func fit(_ metres: Float, _ share: Float, of side: Float) -> Float { min(metres, share * side) }

    mutating func box(
        _ surface: Surface, x: (Float, Float), y: (Float, Float), z: (Float, Float), round: Float = 0.008,
        lean: SIMD2<Float> = .zero
    ) {
        builder.box(surface, x: x, y: y, z: z, round: round, lean: lean)
    }

    /// Four legs inside the footprint, from the floor to `top`.
    mutating func legs(_ surface: Surface, top: Float, thickness: Float, inset: Float = 0) {
        let side = min(thickness, length * 0.3, width * 0.3)
        for x in [-right + inset, right - inset - side] {
            for y in [-front + inset, front - inset - side] {
                box(surface, x: (x, x + side), y: (y, y + side), z: (0, top), round: side * 0.2)
            }
        }
    }

    mutating func build(_ shape: FurnitureShape) {
        switch shape {
        case .bed: bed()
        case .bunkBed: bunkBed()
        case .crib: crib()
        case .sofa: sofa()
        case .armchair: armchair()
        case .chair: chair()
        case .officeChair: officeChair()
        case .stool: stool()
        case .bench: bench()
        case .beanBag: beanBag()
        case .chaise: chaise()
        case .cushion: cushion()
        case .swing: swing()
        case .table: table()
        case .roundTable: roundTable()
        case .desk: desk()
        case .massageTable: massageTable()
        case .poolTable: poolTable()
        case .workbench: workbench()
        case .wardrobe: wardrobe()
        case .drawers: drawers()
        case .cabinet: cabinet()
        case .shelfUnit: shelfUnit()
        case .wallShelf: wallShelf()
        case .chest: chest()
        case .basket: basket()
        case .coatRack: coatRack()
        case .ladder: ladder()
        case .rack: rack()
        case .fridge: fridge()
        case .stove: stove()
        case .sinkCabinet: sinkCabinet()
        case .counter: counter()
        case .island: island()
        case .rangeHood: rangeHood()
        case .smallAppliance: smallAppliance()
        case .washingMachine: washingMachine()
        case .bathtub: bathtub()
        case .shower: shower()
        case .toilet: toilet()
        case .pedestalSink: pedestalSink()
        case .towelRack: towelRack()
        case .potRack: potRack()
        case .bowl: bowl()
        case .tableLamp: tableLamp()
        case .floorLamp: floorLamp()
        case .pendant: pendant()
        case .chandelier: chandelier()
        case .ceilingFan: ceilingFan()
        case .ceilingPanel: ceilingPanel()
        case .wallLamp: wallLamp()
        case .candle: candle()
        case .screen: screen()
        case .laptop: laptop()
        case .speaker: speaker()
        case .projector: projector()
        case .projectorScreen: projectorScreen()
        case .printer: printer()
        case .computer: computer()
        case .rug: rug()
        case .mat: mat()
        case .curtain: curtain()
        case .plant: plant()
        case .vase: vase()
        case .mirror: mirror()
        case .picture: picture()
        case .board: board()
        case .clock: clock()
        case .fireplace: fireplace()
        case .statue: statue()
        case .waterFeature: waterFeature()
        case .aquarium: aquarium()
        case .screenPartition: screenPartition()
        case .column: column()
        case .books: books()
        case .globe: globe()
        case .radiator: radiator()
        case .door: door()
        case .window: window()
        case .treadmill: treadmill()
        case .exerciseBike: exerciseBike()
        case .dumbbells: dumbbells()
        case .punchingBag: punchingBag()
        case .ball: ball()
        case .easel: easel()
        case .displayCase: displayCase()
        case .receptionDesk: receptionDesk()
        case .dollHouse: dollHouse()
        case .tent: tent()
        case .slide: slide()
        case .piano: piano()
        case .grandPiano: grandPiano()
        case .guitar: guitar()
        case .drums: drums()
        case .tripod: tripod()
        case .bicycle: bicycle()
        case .tree: tree()
        case .block: block()
        case .cylinder: canister()
        }
    }

    /// The honest box of an unknown object.
    mutating func block() {
        box(
            paint.main, x: (-right, right), y: (-front, front), z: (0, height),
            round: min(0.02, 0.1 * min(length, width, height)))
    }
}
