import Assets
import SceneGraph

/// Draws names, boxes and arrows over a finished picture.
struct OverlayPainter {
    private let request: RenderRequest
    private let camera: Camera

    static let ink = InkCanvas.Ink(27, 32, 30)
    static let paper = InkCanvas.Ink(255, 255, 255)
    static let accent = InkCanvas.Ink(15, 99, 85)
    static let fault = InkCanvas.Ink(200, 40, 30)

    init(_ request: RenderRequest, camera: Camera) {
        self.request = request
        self.camera = camera
    }

    /// Draws into RGB bytes, rows of the picture's width.
    func paint(into pixels: UnsafeMutablePointer<UInt8>) {
        let overlays = request.overlays
        guard !overlays.isEmpty else { return }
        let canvas = InkCanvas(pixels: pixels, width: request.width, height: request.height)
        if overlays.boxes {
            for item in request.items {
                box(item, isMarked: overlays.collisions.contains(item.id), on: canvas)
            }
        }
        for arrow in overlays.violations { draw(arrow, on: canvas) }
        if overlays.labels { labels(on: canvas) }
    }

    /// The breadth of lines in pixels.
    private var line: Double { max(1.3, Double(min(request.width, request.height)) / 420) }

    /// Where a line of the room appears; nil when it lies behind the viewer.
    private func segment(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> [SIMD2<Double>]? {
        let near = 0.05
        func depth(_ point: SIMD3<Double>) -> Double { ((point - camera.position) * camera.forward).sum() }
        let (from, to) = (depth(a), depth(b))
        guard from > near || to > near else { return nil }
        func cut(_ inside: SIMD3<Double>, _ outside: SIMD3<Double>, _ x: Double, _ y: Double) -> SIMD3<Double> {
            inside + (outside - inside) * ((x - near) / (x - y))
        }
        let start = from > near ? a : cut(b, a, to, from)
        let end = to > near ? b : cut(a, b, from, to)
        let (first, second) = (camera.project(start), camera.project(end))
        return [SIMD2(first.x, first.y), SIMD2(second.x, second.y)]
    }

    private func box(_ item: RenderRequest.Item, isMarked: Bool, on canvas: InkCanvas) {
        // Corners are numbered by bits: upward 1, along the width 2, along the length 4.
        let corners = OrientedBox(item).corners
        var lines: [[SIMD2<Double>]] = []
        for corner in 0..<8 {
            for bit in [1, 2, 4] where corner & bit == 0 {
                if let line = segment(corners[corner], corners[corner + bit]) { lines.append(line) }
            }
        }
        canvas.stroke(lines, breadth: line, ink: isMarked ? Self.fault : Self.accent, opacity: 0.85)
    }

    private func centre(of id: String) -> SIMD3<Double>? {
        if let item = request.items.first(where: { $0.id == id }) {
            return SIMD3(item.position.x, item.position.y, item.position.z)
        }
        if request.room.outline != nil, let wall = request.room.wall(named: id) {
            return SIMD3(wall.middle.x, wall.middle.y, request.room.size.z / 2)
        }
        guard let element = RoomElement(rawValue: id) else { return nil }
        let centre = element.target(inRoom: request.room.size).center
        return SIMD3(centre.x, centre.y, min(centre.z, request.room.size.z / 2))
    }

    private func draw(_ arrow: Overlays.Arrow, on canvas: InkCanvas) {
        guard let from = centre(of: arrow.from), let to = centre(of: arrow.to), let line = segment(from, to) else {
            return
        }
        let way = line[1] - line[0]
        let length = (way * way).sum().squareRoot()
        guard length > 1 else { return }
        let unit = way / length
        let side = SIMD2(-unit.y, unit.x)
        let head = min(self.line * 7, length * 0.5)
        let wings = [
            [line[1] - unit * head + side * (head * 0.5), line[1]],
            [line[1] - unit * head - side * (head * 0.5), line[1]],
        ]
        // Dashes, as for what ought to be and is not.
        let dash = self.line * 5
        var dashes = stride(from: 0, to: length, by: dash * 1.7).map { start in
            [line[0] + unit * start, line[0] + unit * min(start + dash, length)]
        }
        dashes += wings
        canvas.stroke(dashes, breadth: self.line * 3.4, ink: Self.paper, opacity: 0.7)
        canvas.stroke(dashes, breadth: self.line * 1.8, ink: Self.fault)
    }

    private func labels(on canvas: InkCanvas) {
        let unit = max(1.35, Double(min(request.width, request.height)) / 430)
        var taken: [PlanBox] = []
        let places = request.items.map { item -> (item: RenderRequest.Item, x: Double, y: Double, depth: Double) in
            let top = item.position.z + item.size.height / 2
            let point = camera.project(SIMD3(item.position.x, item.position.y, top))
            return (item, point.x, point.y, point.depth)
        }
        // What is near is named first; what is behind it moves its name upward until there is room.
        for place in places.sorted(by: { ($0.depth, $0.item.id) < ($1.depth, $1.item.id) }) where place.depth > 0.05 {
            guard (0...Double(request.width)).contains(place.x), (0...Double(request.height)).contains(place.y) else {
                continue
            }
            let name = Self.name(place.item.id)
            let half = SIMD2(StrokeFont.length(name) * unit / 2 + unit * 3.5, unit * 6)
            let limit = SIMD2(Double(request.width), Double(request.height)) - half
            guard half.x < limit.x, half.y < limit.y else { continue }
            for step in 0..<9 {
                let wish = SIMD2(place.x, place.y - half.y - unit * 3 - Double(step) * half.y * 1.1)
                let middle = wish.clamped(lowerBound: half, upperBound: limit)
                let box = PlanBox(centre: middle, half: half * 1.03)
                guard !taken.contains(where: { $0.overlaps(box) }) else { continue }
                taken.append(box)
                let foot = SIMD2(place.x, place.y)
                canvas.stroke([[SIMD2(middle.x, middle.y + half.y), foot]], breadth: line * 0.8, ink: Self.ink)
                let isMarked = request.overlays.collisions.contains(place.item.id)
                canvas.bar(middle, half: half + 0.8, ink: isMarked ? Self.fault : Self.ink, opacity: 0.35)
                canvas.bar(middle, half: half, ink: Self.paper, opacity: 0.93)
                write(name, at: middle, unit: unit, ink: isMarked ? Self.fault : Self.ink, on: canvas)
                break
            }
        }
    }

    private func write(
        _ text: String, at middle: SIMD2<Double>, unit: Double, ink: InkCanvas.Ink, on canvas: InkCanvas
    ) {
        var pen = middle.x - StrokeFont.length(text) * unit / 2
        let base = middle.y + StrokeFont.height * unit * 0.56
        for glyph in StrokeFont.glyphs(text) {
            let strokes = glyph.strokes.map { $0.map { SIMD2(pen + $0.x * unit, base - $0.y * unit) } }
            canvas.stroke(strokes, breadth: max(unit * 0.85, 1.15), ink: ink)
            pen += glyph.advance * unit
        }
    }

    /// An object's name without its number, cut where it is long.
    private static func name(_ id: String) -> String {
        let words = id.split { $0 == "_" || $0 == "-" || $0 == " " }.filter { !$0.allSatisfy(\.isNumber) }
        let text = words.isEmpty ? id : words.joined(separator: " ")
        return text.count > 28 ? text.prefix(27) + "." : text
    }
}
