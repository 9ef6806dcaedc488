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

    @Test func markupInNamesIsEscaped() throws {
        let nasty = item("<script>alert(\"&'\u{1}\")</script>", (0.5, 0.4, 0.9), at: (1, 0.5))
        let room = Room(description: "a & b < c", size: studio.size)
        let svg = FloorPlan.svg(of: try RenderRequest(room: room, items: [nasty]))
        #expect(!svg.contains("<script") && !svg.contains("\u{1}"))
        #expect(svg.contains("&lt;script&gt;alert(&quot;&amp;&#39;&quot;)&lt;/script&gt;"))
        #expect(svg.contains("<title>a &amp; b &lt; c</title>"))
    }
}
