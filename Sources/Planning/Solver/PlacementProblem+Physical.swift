import SceneGraph

extension PlacementProblem {
    /// What of a relation's region is right in the room too: the original lets what is under or above something touch
    /// its shadow only, what stands apart from something stand in it where there is no room beside it, and what should
    /// touch something be drawn into it where the room ends before.
    func narrowed(
        _ region: Region, _ index: Int, _ relation: Relation, _ target: RelationGeometry.Target
    ) -> Region {
        var region = region
        let own = vector(half, index)
        let other = PlacedBox(size: target.size, angle: target.angle, center: target.center).half
        let quarter: Double
        switch relation.preposition {
        case .under, .above:
            let (x, y) = (max(own.x, other.x), max(own.y, other.y))
            region.xMinimum = max(region.xMinimum, target.center.x - x)
            region.xMaximum = min(region.xMaximum, target.center.x + x)
            region.yMinimum = max(region.yMinimum, target.center.y - y)
            region.yMaximum = min(region.yMaximum, target.center.y + y)
            return region
        case .inFront: quarter = 0
        case .rightOf: quarter = 90
        case .behind: quarter = 180
        case .leftOf: quarter = 270
        default: return region
        }
        /// An end of the region and where it would be if it touched; the same up to rounding stays as it is.
        func touching(_ end: Double, _ touch: Double) -> Double { abs(end - touch) < 1e-9 ? end : touch }
        switch Heading.normalized(target.angle + quarter) {
        case 0:
            let touch = target.center.y + other.y + own.y
            region.yMinimum = max(region.yMinimum, touching(region.yMinimum, touch))
            if relation.isAdjacent { region.yMaximum = min(region.yMaximum, touching(region.yMaximum, touch)) }
        case 90:
            let touch = target.center.x + other.x + own.x
            region.xMinimum = max(region.xMinimum, touching(region.xMinimum, touch))
            if relation.isAdjacent { region.xMaximum = min(region.xMaximum, touching(region.xMaximum, touch)) }
        case 180:
            let touch = target.center.y - other.y - own.y
            region.yMaximum = min(region.yMaximum, touching(region.yMaximum, touch))
            if relation.isAdjacent { region.yMinimum = max(region.yMinimum, touching(region.yMinimum, touch)) }
        default:
            let touch = target.center.x - other.x - own.x
            region.xMaximum = min(region.xMaximum, touching(region.xMaximum, touch))
            if relation.isAdjacent { region.xMinimum = max(region.xMinimum, touching(region.xMinimum, touch)) }
        }
        return region
    }
}
