import Foundation
import Rendering
import SceneGraph
import Testing

@Suite struct FloorPlanTests {
    @Test func thePlanShowsWallsObjectsAndDimensions() throws {
        let svg = FloorPlan.svg(of: try RenderRequest(room: studio, items: furnished))
        #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox="))
        #expect(svg.hasSuffix("</svg>\n"))
        #expect(svg.contains(">4 m</text>") && svg.contains(">3 m</text>"))
        for object in furnished { #expect(svg.contains("<g id=\"\(object.id)\">")) }
        #expect(svg.components(separatedBy: "class=\"front\"").count == furnished.count + 1)
    }

    @Test func anObjectStandsWhereItShouldTurnedClockwise() throws {
        let chair = item("chair_1", (0.5, 0.4, 0.9), at: (1, 0.5), angle: 90)
        let svg = FloorPlan.svg(of: try RenderRequest(room: studio, items: [chair]))
        // 100 units a metre; y runs down from the north wall: 3 - 0.5 m.
        #expect(svg.contains("translate(100.00 250.00) rotate(90.00)"))
        #expect(svg.contains("x=\"-25.00\" y=\"-20.00\" width=\"50.00\" height=\"40.00\""))
    }

    @Test func doorsSwingAndTheAreaIsStated() throws {
        let door = item("door_1", (0.9, 0.1, 2), at: (1, 0.05))
        let window = item("window_1", (1.2, 0.12, 1.2), at: (2, 2.94), bottom: 0.9, angle: 180)
        let svg = FloorPlan.svg(of: try RenderRequest(room: studio, items: [door, window]))
        // The leaf is as long as the door is broad, and sweeps a quarter of a circle.
        #expect(svg.contains("class=\"swing\" d=\"M-45.00 -5.00V-95.00A90.00 90.00 0 0 1 45.00 -5.00\""))
        #expect(svg.contains(">12 m², 2.5 m high</text>"))
    }

    @Test func markupInNamesIsEscaped() throws {
        let nasty = item("<script>alert(\"&'\u{1}\")</script>", (0.5, 0.4, 0.9), at: (1, 0.5))
        let room = Room(description: "a & b < c", size: studio.size)
        let svg = FloorPlan.svg(of: try RenderRequest(room: room, items: [nasty]))
        #expect(!svg.contains("<script") && !svg.contains("\u{1}"))
        #expect(svg.contains("&lt;script&gt;alert(&quot;&amp;&#39;&quot;)&lt;/script&gt;"))
        #expect(svg.contains("<title>a &amp; b &lt; c</title>"))
    }

    /// What is in a text element and where: names, numbers and legend entries, with their upright rectangles.
    private func texts(_ svg: String) throws -> [(text: String, x: ClosedRange<Double>, y: ClosedRange<Double>)] {
        let root = try #require(svg.firstMatch(of: /font-size="([\d.]+)" text-anchor/))
        let letter = try #require(Double(root.1))
        var found: [(String, ClosedRange<Double>, ClosedRange<Double>)] = []
        func add(_ text: Substring, _ x: Double, _ base: Double, _ size: Double, _ isUpright: Bool, _ pivot: Double) {
            // Letters are at least half an em wide on average in any sans-serif face.
            let (along, across) = (Double(text.count) * size * 0.25, size * 0.4)
            let middle = base - size * 0.35
            if isUpright {
                let column = x + (middle - pivot)
                found.append((String(text), column - across...column + across, pivot - along...pivot + along))
            } else {
                found.append((String(text), x - along...x + along, middle - across...middle + across))
            }
        }
        for match in svg.matches(of: /<text class="name" font-size="([\d.]+)"([^>]*)>(.*?)<\/text>/) {
            let size = try #require(Double(match.1))
            let pivot = match.2.firstMatch(of: /rotate\(-90 [-\d.]+ ([-\d.]+)\)/).flatMap { Double($0.1) }
            for line in match.3.matches(of: /<tspan x="([-\d.]+)" y="([-\d.]+)">(.*?)<\/tspan>/) {
                add(
                    line.3, try #require(Double(line.1)), try #require(Double(line.2)), size, pivot != nil,
                    pivot ?? 0)
            }
        }
        let numbers = /<text class="number" x="([-\d.]+)" y="([-\d.]+)" font-size="([\d.]+)">(\d+)</
        for match in svg.matches(of: numbers) {
            add(
                match.4, try #require(Double(match.1)), try #require(Double(match.2)),
                try #require(Double(match.3)), false, 0)
        }
        for match in svg.matches(of: /<text class="legend" x="([-\d.]+)" y="([-\d.]+)"[^>]*>(.*?)</) {
            let x = try #require(Double(match.1)) + Double(match.3.count) * letter * 0.25
            add(match.3, x, try #require(Double(match.2)), letter, false, 0)
        }
        return found
    }

    @Test(arguments: [1, 4]) func noTextsOverlapAndEveryObjectIsNamed(copies: Int) throws {
        var items: [RenderRequest.Item] = []
        for copy in 0..<copies {
            let x = Double(copy) * 0.17
            items += furnished.map { object in
                var object = object
                object.id += "_\(copy)"
                object.position.x += x
                return object
            }
            items += [
                item("nightstand_\(copy)", (0.45, 0.4, 0.5), at: (0.5 + x, 2.75)),
                item("table_lamp_\(copy)", (0.25, 0.25, 0.4), at: (0.5 + x, 2.75), bottom: 0.5),
                item("painting_\(copy)", (0.9, 0.03, 0.6), at: (2 + x, 2.98), bottom: 1.3),
                item("sofa_\(copy)", (2, 0.9, 0.8), at: (1.4, 0.6 + x), angle: 30),
            ]
        }
        let svg = FloorPlan.svg(of: try RenderRequest(room: studio, items: items))
        let texts = try texts(svg)
        for (index, first) in texts.enumerated() {
            for second in texts[..<index] {
                let isClear = !first.x.overlaps(second.x) || !first.y.overlaps(second.y)
                #expect(isClear, "\(first) \(second)")
            }
        }
        // A name is in the plan or in the legend.
        let all = svg.replacing(/<\/tspan><tspan[^>]*>/, with: " ")
        for name in ["desk", "office chair", "monitor", "table lamp", "nightstand", "painting", "sofa", "rug"] {
            #expect(all.contains(">\(name)<") || all.contains(">\(name) × "), "\(name)")
        }
        #expect(FloorPlan.svg(of: try RenderRequest(room: studio, items: items)) == svg)
    }

    @Test func whatStandsOnAnotherThingDoesNotHideItsName() throws {
        let desk = item("desk_1", (1.6, 0.8, 0.75), at: (2, 1))
        let monitor = item("monitor_1", (0.5, 0.1, 0.4), at: (2, 1), bottom: 0.75)
        let svg = FloorPlan.svg(of: try RenderRequest(room: studio, items: [desk, monitor]))
        let name = try #require(try texts(svg).first { $0.text == "desk" })
        // The monitor covers 0.5 by 0.1 m in the middle of the desk.
        #expect(!name.y.overlaps(195...205) || !name.x.overlaps(175...225))
        #expect(try texts(svg).contains { $0.text == "1" } && svg.contains(">monitor</text>"))
    }

    @Test func aPlanOfFiveHundredThingsIsMade() throws {
        let items = (0..<500).map { item("thing_\($0)_kind\($0)", (0.3, 0.3, 0.3), at: (1 + Double($0) * 0.004, 1)) }
        let svg = FloorPlan.svg(of: try RenderRequest(room: studio, items: items))
        #expect(svg.contains(">thing kind499</text>") && svg.hasSuffix("</svg>\n"))
    }
}
