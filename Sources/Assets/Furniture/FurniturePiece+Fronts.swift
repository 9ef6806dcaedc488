extension FurniturePiece {
    /// Rows and columns of drawer fronts on a front face at `y`, each with a knob.
    mutating func drawerFronts(
        x: (Float, Float), y: Float, z: (Float, Float), columns: Int, rows: Int, surface: Surface
    ) {
        let depth = max(0, min(front - y, 0.022))
        guard depth > 0 else { return }
        let (cellX, cellZ) = ((x.1 - x.0) / Float(columns), (z.1 - z.0) / Float(rows))
        let gap = min(0.008, cellX * 0.05, cellZ * 0.06)
        for column in 0..<columns {
            for row in 0..<rows {
                let x0 = x.0 + cellX * Float(column)
                let z0 = z.0 + cellZ * Float(row)
                box(
                    surface, x: (x0 + gap, x0 + cellX - gap), y: (y - 0.001, y + depth * 0.55),
                    z: (z0 + gap, z0 + cellZ - gap), round: 0.006)
                let half = min(0.07, cellX * 0.18)
                let middle = x0 + cellX / 2
                let rise = z0 + cellZ * 0.6
                let bar = min(0.006, cellZ * 0.06)
                box(
                    FurniturePaint.darkMetal, x: (middle - half, middle + half),
                    y: (y + depth * 0.5, y + depth),
                    z: (rise - bar, rise + bar), round: 0.002)
            }
        }
    }

    /// Upright doors side by side, handles near the joints.
    mutating func doorFronts(
        x: (Float, Float), y: Float, z: (Float, Float), count: Int, surface: Surface, handle: Surface
    ) {
        let depth = max(0, min(front - y, 0.03))
        guard depth > 0 else { return }
        let cell = (x.1 - x.0) / Float(count)
        let gap = min(0.005, cell * 0.03)
        for index in 0..<count {
            let x0 = x.0 + cell * Float(index)
            box(
                surface, x: (x0 + gap, x0 + cell - gap), y: (y - 0.001, y + depth * 0.5),
                z: (z.0 + gap, z.1 - gap),
                round: 0.006)
            let isLeftHinged = index % 2 == 0 && count > 1
            let grip = isLeftHinged ? x0 + cell * 0.9 : x0 + cell * 0.1
            let middle = (z.0 + z.1) / 2
            let half = min(0.12, (z.1 - z.0) * 0.14)
            let bar = min(0.009, cell * 0.03)
            box(
                handle, x: (grip - bar, grip + bar), y: (y + depth * 0.45, y + depth),
                z: (middle - half, middle + half),
                round: 0.003)
        }
    }

    /// A flat panel in a frame, standing upright, front toward +y.
    mutating func framedPanel(
        frame: Surface, panel: Surface, x: (Float, Float), y: (Float, Float), z: (Float, Float),
        border: Float = 0.045
    ) {
        let edge = min(border, (x.1 - x.0) * 0.12, (z.1 - z.0) * 0.12)
        let depth = y.1 - y.0
        box(frame, x: (x.0, x.0 + edge), y: y, z: z, round: 0.004)
        box(frame, x: (x.1 - edge, x.1), y: y, z: z, round: 0.004)
        box(frame, x: (x.0 + edge, x.1 - edge), y: y, z: (z.0, z.0 + edge), round: 0.004)
        box(frame, x: (x.0 + edge, x.1 - edge), y: y, z: (z.1 - edge, z.1), round: 0.004)
        box(
            panel, x: (x.0 + edge, x.1 - edge), y: (y.0 + depth * 0.1, y.0 + depth * 0.6),
            z: (z.0 + edge, z.1 - edge), round: 0)
    }
}
