/// Words for objects of sketched rooms.
enum SketchWords {
    static let styles = list(
        """
        modern, rustic, minimalist, scandinavian, industrial, vintage, bohemian, classic, coastal, art deco,
        mid-century, farmhouse, traditional, contemporary, elegant, japanese, mediterranean, gothic, retro
        """)
    static let materials = list(
        """
        oak, walnut, pine, birch, bamboo, wood, metal, steel, brass, glass, marble, stone, leather, fabric,
        linen, cotton, wool, velvet, rattan, wicker, plastic, ceramic, white wood, black metal, grey fabric
        """)

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { item in
            item.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }
}
