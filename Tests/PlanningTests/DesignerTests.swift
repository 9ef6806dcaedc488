import Assets
import Planning
import SceneGraph
import Testing

@Suite struct DesignerTests {
    private let designer = Designer()
    private let size = Vector3(x: 4, y: 5, z: 2.7)

    private func design(_ text: String, _ size: Vector3? = nil, count: Int? = nil, seed: UInt64 = 0) throws
        -> Design
    {
        try designer.design(description: text, size: size ?? self.size, objectCount: count, seed: seed)
    }

    @Test(arguments: [
        ("A bedroom full of light", "bedroom"), ("Our kid's room", "kids room"),
        ("nursery for twins", "nursery"),
        ("A living room by the sea", "living room"), ("galley kitchen", "kitchen"),
        ("A spa bathroom in marble", "bathroom"), ("home office", "study"), ("open-plan office", "office"),
        ("yoga studio", "meditation room"), ("massage room", "spa"), ("a boxing gym", "gym"),
        ("corner café", "cafe"), ("sushi restaurant", "restaurant"), ("whiskey bar", "bar"),
        ("school classroom", "classroom"), ("band practice room", "music room"), ("arcade", "game room"),
        ("double garage", "garage"), ("laundry", "laundry room"), ("pottery studio", "art studio"),
        ("sculpture gallery", "museum"), ("record shop", "shop"), ("barber shop", "salon"),
        ("dentist's office", "hospital room"), ("boardroom", "conference room"),
        ("hotel lobby", "waiting room"),
        ("movie theater", "home cinema"), ("greenhouse", "greenhouse"), ("wine cellar", "wine cellar"),
        ("An attic converted into a guest room", "bedroom"), ("a corridor", "hallway"),
        ("walk-in closet", "walk-in closet"), ("a library with a bedroom ladder", "library"),
        ("a place with a desk, an office chair and a printer", "office"), ("", "living room"),
        ("qwertz uiop", "living room"), ("Ein kleines Schlafzimmer", "bedroom"), ("une cuisine", "kitchen"),
    ])
    func roomTypesAreRecognised(text: String, type: String) throws {
        #expect(try design(text).roomType == type)
    }

    @Test func whatTheTextNamesIsThereInItsNumber() throws {
        let scene = try design(
            "A study with two desks, a pair of chairs, a red armchair, and several paintings on the wall"
        ).scene
        func count(_ prefix: String) -> Int { scene.objects.count { $0.id.hasPrefix(prefix) } }
        #expect(count("desk_") == 2 && count("chair_") == 2 && count("painting_") >= 3)
        #expect(scene["armchair_1"]?.material == "red")
    }

    @Test func whatTheTextDoesNotWantIsNotThere() throws {
        let scene = try design("A living room without a tv and no rug").scene
        #expect(!scene.objects.contains { $0.id.hasPrefix("tv_1") || $0.id.hasPrefix("rug") })
    }

    @Test func everyDesignIsSoundAndPlaced() throws {
        let texts = [
            "A bedroom", "restaurant", "A grand library with 12 bookshelves", "garage", "", "ballroom",
        ]
        let sizes = [
            (1.0, 1.0, 1.0), (2, 2, 2.2), (3, 2, 2.5), (4, 5, 2.7), (12, 10, 3), (50, 50, 5), (0.4, 6, 2),
        ]
        for text in texts {
            for (x, y, z) in sizes {
                let design = try design(text, Vector3(x: x, y: y, z: z), seed: 3)
                #expect(faults(of: design.positions, in: design.scene) == [], "\(text) \(x) x \(y)")
                #expect(!design.scene.objects.isEmpty)
            }
        }
    }

    @Test(arguments: [1, 2, 7, 15, 25, 40])
    func theNumberOfObjectsIsKept(count: Int) throws {
        for text in ["A bedroom with two nightstands", "office with rows of desks", ""] {
            let design = try design(text, count: count)
            #expect(design.scene.objects.count == count)
            #expect(faults(of: design.positions, in: design.scene) == [])
        }
    }

    @Test func oneStyleForTheWholeRoomAndWordsForEveryObject() throws {
        let design = try design("A rustic dining room with a mahogany table")
        #expect(design.style == "rustic")
        #expect(design.scene.objects.allSatisfy { $0.style == "rustic" && !$0.material.isEmpty })
        #expect(design.scene.objects.contains { $0.material == "mahogany" })
    }

    @Test func identifiersNameTheirKindsAndFacingsAreWalls() throws {
        for text in ["bedroom", "kitchen", "bar", "gym"] {
            for object in try design(text).scene.objects {
                #expect(Catalogue.standard.kind(forObjectID: object.id) != nil, "\(object.id)")
                #expect(RoomElement(rawValue: object.facing)?.isWall == true)
            }
        }
    }

    @Test func sameSeedSameDesign() throws {
        #expect(try design("A cozy bedroom", seed: 4) == design("A cozy bedroom", seed: 4))
        #expect(try design("A cozy bedroom", seed: 4) != design("A cozy bedroom", seed: 5))
    }

    @Test func badSizesAndCountsAreRefused() {
        for bad in [0, -1, .nan, .infinity, 1e9] {
            #expect(throws: DesignError.self) { try design("", Vector3(x: bad, y: 3, z: 3)) }
        }
        #expect(throws: DesignError.badObjectCount(0)) { try design("", count: 0) }
        #expect(throws: DesignError.badObjectCount(41)) { try design("", count: 41) }
    }
}
