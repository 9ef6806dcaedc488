import GRDB

extension DatabaseMigrator {
    /// The schema, from an empty database on. A migration that has shipped is never edited: the next one follows.
    static let metaspatial: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 layouts, rooms, previews, jobs, models, idempotency") { database in
            try database.execute(sql: "PRAGMA application_id = \(Store.applicationID)")
            try database.execute(sql: schema1)
        }
        migrator.registerMigration("2 vision towers in files of their own") { database in
            try database.execute(sql: "ALTER TABLE model ADD COLUMN visionPath TEXT")
        }
        migrator.registerMigration("3 training") { database in
            try database.execute(sql: schema3)
        }
        migrator.registerAssets()
        migrator.registerMigration("forms of rooms") { database in
            try database.execute(sql: "ALTER TABLE room ADD COLUMN form TEXT")
        }
        return migrator
    }()

    /// `sequence` orders the pages; AUTOINCREMENT never gives a number twice, even after a deletion.
    /// Times are whole microseconds since 1970, JSON is its compact text.
    private static let schema1 = """
        CREATE TABLE layout (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            createdAt INTEGER NOT NULL,
            parentID TEXT,
            roomID TEXT,
            roomType TEXT,
            description TEXT NOT NULL,
            sizeX REAL NOT NULL,
            sizeY REAL NOT NULL,
            sizeZ REAL NOT NULL,
            objectCount INTEGER NOT NULL,
            placer TEXT NOT NULL,
            modelID TEXT,
            modelSHA256 TEXT,
            modelTrained INTEGER,
            seed INTEGER NOT NULL,
            total REAL,
            collisionCount INTEGER NOT NULL,
            scene TEXT NOT NULL,
            document TEXT NOT NULL
        );
        CREATE TABLE room (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            createdAt INTEGER NOT NULL,
            type TEXT NOT NULL,
            description TEXT NOT NULL,
            sizeX REAL NOT NULL,
            sizeY REAL NOT NULL,
            sizeZ REAL NOT NULL,
            sceneGraph TEXT NOT NULL
        );
        CREATE TABLE preview (
            layoutID TEXT NOT NULL REFERENCES layout(id) ON DELETE CASCADE,
            view TEXT NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            azimuth REAL NOT NULL,
            elevation REAL NOT NULL,
            etag TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (layoutID, view, width, height, azimuth, elevation)
        ) WITHOUT ROWID;
        CREATE TABLE job (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            finishedAt INTEGER,
            request TEXT NOT NULL,
            layoutID TEXT REFERENCES layout(id) ON DELETE SET NULL,
            error TEXT
        );
        CREATE INDEX jobByStatus ON job(status);
        CREATE INDEX jobByLayout ON job(layoutID);
        CREATE TABLE model (
            id TEXT NOT NULL PRIMARY KEY,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            createdAt INTEGER NOT NULL
        );
        CREATE TABLE setting (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        );
        CREATE TABLE idempotency (
            key TEXT NOT NULL,
            route TEXT NOT NULL,
            requestHash TEXT NOT NULL,
            run TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            status INTEGER,
            location TEXT,
            contentType TEXT,
            body BLOB,
            PRIMARY KEY (key, route)
        );
        CREATE INDEX idempotencyByTime ON idempotency(createdAt);
        """

    /// What training keeps. `kind` is that of `TrainingMetricRecord`.
    private static let schema3 = """
        CREATE TABLE trainingSweep (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            finishedAt INTEGER,
            request TEXT NOT NULL
        );
        CREATE TABLE trainingJob (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            startedAt INTEGER,
            finishedAt INTEGER,
            configuration TEXT NOT NULL,
            plan TEXT NOT NULL,
            step INTEGER NOT NULL,
            totalSteps INTEGER NOT NULL,
            resumeCount INTEGER NOT NULL,
            sweepID TEXT REFERENCES trainingSweep(id) ON DELETE CASCADE,
            sweepIndex INTEGER,
            stopStep INTEGER,
            error TEXT
        );
        CREATE INDEX trainingJobByStatus ON trainingJob(status);
        CREATE INDEX trainingJobBySweep ON trainingJob(sweepID);
        CREATE TABLE trainingMetric (
            jobID TEXT NOT NULL REFERENCES trainingJob(id) ON DELETE CASCADE,
            step INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            recordedAt INTEGER NOT NULL,
            metrics TEXT NOT NULL,
            PRIMARY KEY (jobID, step, kind)
        ) WITHOUT ROWID;
        CREATE TABLE trainingRollout (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            jobID TEXT NOT NULL REFERENCES trainingJob(id) ON DELETE CASCADE,
            step INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            room TEXT NOT NULL,
            sizeX REAL NOT NULL,
            sizeY REAL NOT NULL,
            sizeZ REAL NOT NULL,
            reward REAL,
            scene TEXT NOT NULL,
            document TEXT NOT NULL
        );
        CREATE INDEX trainingRolloutByStep ON trainingRollout(jobID, step, kind);
        CREATE INDEX trainingRolloutByRoom ON trainingRollout(jobID, room);
        CREATE TABLE trainingNote (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            jobID TEXT NOT NULL REFERENCES trainingJob(id) ON DELETE CASCADE,
            step INTEGER NOT NULL,
            recordedAt INTEGER NOT NULL,
            isWarning INTEGER NOT NULL,
            message TEXT NOT NULL
        );
        CREATE INDEX trainingNoteByJob ON trainingNote(jobID);
        """
}
