import GRDB

extension DatabaseMigrator {
    /// The furniture catalogue. `assetText` is its full-text index (https://www.sqlite.org/fts5.html), kept by triggers;
    /// its words are reduced to their stems, and accents do not count.
    mutating func registerAssets() {
        registerMigration("assets") { database in
            try database.execute(
                sql: """
                    CREATE TABLE asset (
                        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                        id TEXT NOT NULL UNIQUE,
                        createdAt INTEGER NOT NULL,
                        collection TEXT,
                        source TEXT NOT NULL,
                        library TEXT NOT NULL,
                        name TEXT NOT NULL,
                        tags TEXT NOT NULL,
                        kind TEXT,
                        category TEXT,
                        length REAL NOT NULL,
                        width REAL NOT NULL,
                        height REAL NOT NULL,
                        front TEXT NOT NULL,
                        up TEXT NOT NULL,
                        unit REAL,
                        support TEXT NOT NULL,
                        surfaces TEXT NOT NULL,
                        licence TEXT NOT NULL,
                        creator TEXT NOT NULL,
                        path TEXT NOT NULL,
                        key TEXT NOT NULL
                    );
                    CREATE INDEX assetByKind ON asset(kind);
                    CREATE INDEX assetByCollection ON asset(collection);
                    CREATE TABLE assetLibrary (
                        path TEXT NOT NULL PRIMARY KEY,
                        fingerprint TEXT NOT NULL,
                        name TEXT NOT NULL
                    );
                    CREATE VIRTUAL TABLE assetText USING fts5(
                        name, tags, kind, category, creator, library,
                        tokenize = 'porter unicode61 remove_diacritics 2'
                    );
                    CREATE TRIGGER assetInserted AFTER INSERT ON asset BEGIN
                        INSERT INTO assetText (rowid, name, tags, kind, category, creator, library)
                        VALUES (new.sequence, new.name, new.tags, new.kind, new.category, new.creator, new.library);
                    END;
                    CREATE TRIGGER assetDeleted AFTER DELETE ON asset BEGIN
                        DELETE FROM assetText WHERE rowid = old.sequence;
                    END;
                    """)
        }
    }
}
