/// What a kind of furniture is for.
public enum FurnitureCategory: String, Sendable, CaseIterable {
    case sleeping, seating, tables, storage, kitchen, bathroom, lighting, electronics, textiles, decoration
    case exercise, play, commercial, workshop, music
}
