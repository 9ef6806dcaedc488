import GRDB

extension Store {
    /// The rows of a job in their order, after a position.
    public func trainingMetrics(
        _ id: String, after position: TrainingMetricRecord.Position? = nil, kind: TrainingMetricRecord.Kind? = nil,
        limit: Int
    ) async throws(PersistenceError) -> [TrainingMetricRecord] {
        let rows = try await read { database in
            var request = TrainingMetricRow.filter(Column("jobID") == id)
            if let position {
                request = request.filter(
                    Column("step") > position.step
                        || (Column("step") == position.step && Column("kind") > position.kind.rawValue))
            }
            if let kind { request = request.filter(Column("kind") == kind.rawValue) }
            return try request.order(Column("step"), Column("kind")).limit(limit).fetchAll(database)
        }
        var records: [TrainingMetricRecord] = []
        for row in rows { records.append(try row.record()) }
        return records
    }

    /// The newest step's row of a job.
    public func latestTrainingMetrics(_ id: String) async throws(PersistenceError) -> TrainingMetricRecord? {
        try await read { database in
            try TrainingMetricRow.filter(
                Column("jobID") == id && Column("kind") == TrainingMetricRecord.Kind.step.rawValue
            ).order(Column("step").desc).fetchOne(database)
        }?.record()
    }

    /// Which rollouts of a job are wanted; nil wants all.
    public struct RolloutFilter: Hashable, Sendable {
        public var step: Int?
        public var kind: TrainingMetricRecord.Kind?
        public var room: String?

        /// A choice of rollouts.
        public init(step: Int? = nil, kind: TrainingMetricRecord.Kind? = nil, room: String? = nil) {
            self.step = step
            self.kind = kind
            self.room = room
        }
    }

    /// The sampled answers of a job, newest first, from a cursor on.
    /// - Throws: `.invalidCursor`.
    public func trainingRollouts(
        _ id: String, matching filter: RolloutFilter = RolloutFilter(), limit: Int, cursor: String? = nil
    ) async throws(PersistenceError) -> Page<TrainingRolloutRecord> {
        try await page(
            TrainingRolloutRow.self, list: "rollouts of \(id)", limit: limit, cursor: cursor, sequence: \.sequence,
            matching: { request in
                var request = request.filter(Column("jobID") == id)
                if let step = filter.step { request = request.filter(Column("step") == step) }
                if let kind = filter.kind { request = request.filter(Column("kind") == kind.rawValue) }
                if let room = filter.room { request = request.filter(Column("room") == room) }
                return request
            }
        ) { row throws(PersistenceError) in try row.record() }
    }

    /// A sampled answer of a job.
    public func trainingRollout(_ id: String, number: Int) async throws(PersistenceError) -> TrainingRolloutRecord? {
        try await read { database in
            try TrainingRolloutRow.filter(Column("jobID") == id && Column("sequence") == number).fetchOne(database)
        }?.record()
    }

    /// The newest lines about a job, oldest first.
    public func trainingNotes(_ id: String, limit: Int) async throws(PersistenceError) -> [TrainingNoteRecord] {
        try await read { database in
            try TrainingNoteRow.filter(Column("jobID") == id).order(Column("sequence").desc).limit(limit)
                .fetchAll(database)
        }.reversed().map(\.record)
    }
}
