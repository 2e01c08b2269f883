//! rusqlite with prepare_cached, rows with owned strings; ../harness.h says what a
//! contestant is.

use rusqlite::types::{ToSql, Value};
use rusqlite::{params, params_from_iter, CachedStatement, Connection, Row};

const COLUMNS: &str =
    "id, uri, mime_type, width, height, duration, content_hash, metadata, created_at, updated_at";
const INSERT: &str = "INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, metadata, \
     created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_RETURNING: &str = "INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, \
     metadata, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
const POINT: &str = "SELECT id, uri, mime_type, width, height, duration, content_hash, metadata, created_at, \
     updated_at FROM media WHERE id = ?";
const LIST: &str = "SELECT id, uri, mime_type, width, height, duration, content_hash, metadata, created_at, \
     updated_at FROM media WHERE source_id = ?";
const SCAN: &str = "SELECT id, uri, mime_type, width, height, duration, content_hash, metadata, created_at, \
     updated_at FROM media";
const JOIN: &str = "SELECT m.id, m.uri, m.mime_type, m.width, m.height, m.duration, m.content_hash, \
     m.metadata, m.created_at, m.updated_at, s.url FROM media m JOIN media_source s ON s.id = m.source_id \
     WHERE m.id = ?";
const UPDATE: &str = "UPDATE draft SET width = ?, height = ?, metadata = ?, updated_at = ? WHERE id = ?";

struct Media {
    id: i64,
    uri: String,
    mime_type: String,
    width: Option<i64>,
    height: Option<i64>,
    duration: Option<f64>,
    content_hash: Option<String>,
    metadata: Option<String>,
    created_at: i64,
    updated_at: Option<i64>,
}

impl Media {
    fn read(row: &Row) -> rusqlite::Result<Media> {
        Ok(Media {
            id: row.get(0)?,
            uri: row.get(1)?,
            mime_type: row.get(2)?,
            width: row.get(3)?,
            height: row.get(4)?,
            duration: row.get(5)?,
            content_hash: row.get(6)?,
            metadata: row.get(7)?,
            created_at: row.get(8)?,
            updated_at: row.get(9)?,
        })
    }

    fn sum(&self) -> u64 {
        self.id as u64
            + sum_text(2, &self.uri)
            + sum_text(3, &self.mime_type)
            + sum_opt(4, self.width)
            + sum_opt(5, self.height)
            + 6 * self.duration.map_or(7, |d| (d * 4.0) as u64)
            + self.content_hash.as_ref().map_or(7 * 7, |t| sum_text(7, t))
            + self.metadata.as_ref().map_or(8 * 7, |t| sum_text(8, t))
            + 9 * self.created_at as u64
            + sum_opt(10, self.updated_at)
    }
}

fn sum_text(place: u64, text: &str) -> u64 {
    place * (text.len() as u64 + text.as_bytes().first().map_or(0, |&b| b as u64))
}

fn sum_opt(place: u64, value: Option<i64>) -> u64 {
    place * value.map_or(7, |v| v as u64)
}

struct Upload {
    uri: String,
    mime_type: &'static str,
    width: Option<i64>,
    height: Option<i64>,
    duration: Option<f64>,
    content_hash: Option<String>,
    metadata: Option<String>,
    created_at: i64,
    updated_at: Option<i64>,
}

fn metadata_of(i: i64) -> String {
    let k = i % 64;
    format!(
        "{{\"camera\":\"X100V\",\"iso\":{},\"exposure\":\"1/{}\",\"lens\":\"23mm f/2\",\"tags\":[\"a\",\"b\"]}}",
        100 + k,
        60 + k
    )
}

fn upload_of(i: i64) -> Upload {
    Upload {
        uri: format!("/srv/library/photos/2024/11/{i:08}.jpg"),
        mime_type: ["image/jpeg", "image/png", "video/mp4", "audio/ogg"][(i % 4) as usize],
        width: (i % 5 != 0).then_some(640 + i % 4000),
        height: (i % 5 != 0).then_some(480 + i % 3000),
        duration: (i % 3 == 0).then_some((i % 1000) as f64 * 0.25),
        content_hash: (i % 7 != 0).then(|| format!("{i:064x}")),
        metadata: (i % 2 != 0).then(|| metadata_of(i)),
        created_at: 1700000000 + i,
        updated_at: (i % 2 != 0).then_some(1700000060 + i),
    }
}

struct Bench {
    path: String,
    media: i64,
    uploads: Vec<Upload>,
    metadata: Vec<String>,
    db: Connection,
}

fn connect(path: &str) -> rusqlite::Result<Connection> {
    let db = Connection::open(path)?;
    db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL")?;
    Ok(db)
}

fn sum_rows(mut s: CachedStatement, values: impl rusqlite::Params) -> rusqlite::Result<u64> {
    let rows: Vec<Media> = s.query_map(values, Media::read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows.iter().map(Media::sum).sum())
}

impl Bench {
    fn media_of(&self, i: i64) -> i64 {
        1 + i * 7919 % self.media
    }

    fn source_of(&self, i: i64) -> i64 {
        1 + i * 31 % (self.media / 100)
    }

    fn list_of(&self, id: i64) -> rusqlite::Result<u64> {
        sum_rows(self.db.prepare_cached(LIST)?, [id])
    }

    fn point_of(&self, i: i64) -> rusqlite::Result<u64> {
        let row = self.db.prepare_cached(POINT)?.query_row([self.media_of(i)], Media::read)?;
        Ok(row.sum())
    }

    fn by_keys(&self, i: i64, n: usize) -> rusqlite::Result<u64> {
        let keys = (0..n as i64).map(|k| 1 + (i * 7919 + k * 104729) % self.media);
        let marks = vec!["?"; n].join(",");
        let s = self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM media WHERE id IN ({marks})"))?;
        sum_rows(s, params_from_iter(keys))
    }

    fn nested_of(&self, i: i64) -> rusqlite::Result<u64> {
        let first = 1 + i * 50 % (self.media / 20 - 49);
        let mut parents = self.db.prepare_cached("SELECT id, uri FROM media WHERE id BETWEEN ? AND ?")?;
        let mut children =
            self.db.prepare_cached("SELECT id, body, created_at FROM note WHERE media_id = ?")?;
        let mut total = 0;
        let mut rows = parents.query([first, first + 49])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let uri: String = row.get(1)?;
            total += id as u64 + sum_text(2, &uri);
            let mut notes = children.query([id])?;
            while let Some(note) = notes.next()? {
                let body: String = note.get(1)?;
                total += note.get::<_, i64>(0)? as u64
                    + sum_text(2, &body)
                    + 3 * note.get::<_, i64>(2)? as u64;
            }
        }
        Ok(total)
    }

    fn filter_of(&self, i: i64) -> rusqlite::Result<u64> {
        let mut sql = String::from(LIST);
        let mut values: Vec<Value> = vec![self.source_of(i).into()];
        if i & 1 != 0 {
            sql.push_str(" AND mime_type = ?");
            values.push(Value::Text("image/png".into()));
        }
        if i & 2 != 0 {
            sql.push_str(" AND width >= ?");
            values.push(2000.into());
        }
        sum_rows(self.db.prepare_cached(&sql)?, params_from_iter(values))
    }

    fn insert(&self, n: i64, returning: bool) -> rusqlite::Result<u64> {
        let mut total = 0;
        let transaction = self.db.unchecked_transaction()?;
        for u in &self.uploads[..n as usize] {
            let values: [&dyn ToSql; 9] = [
                &u.uri, &u.mime_type, &u.width, &u.height, &u.duration, &u.content_hash, &u.metadata,
                &u.created_at, &u.updated_at,
            ];
            if returning {
                let mut s = self.db.prepare_cached(INSERT_RETURNING)?;
                total += s.query_row(&values[..], |row| row.get::<_, i64>(0))? as u64;
            } else {
                self.db.prepare_cached(INSERT)?.execute(&values[..])?;
            }
        }
        transaction.commit()?;
        Ok(total)
    }

    fn update(&self, n: i64) -> rusqlite::Result<u64> {
        let transaction = self.db.unchecked_transaction()?;
        for i in 0..n {
            self.db.prepare_cached(UPDATE)?.execute(params![
                i % 4000,
                i % 3000,
                self.metadata[(i % 64) as usize],
                1700000000 + i,
                1 + i * 7919 % (self.media / 10)
            ])?;
        }
        transaction.commit()?;
        Ok(0)
    }

    fn one(&self, work: &str, i: i64) -> rusqlite::Result<u64> {
        match work {
            "point" => self.point_of(i),
            "list" => self.list_of(self.source_of(i)),
            "scan" => sum_rows(self.db.prepare_cached(SCAN)?, []),
            "join" => self.db.prepare_cached(JOIN)?.query_row([self.media_of(i)], |row| {
                let url: String = row.get(10)?;
                Ok(Media::read(row)?.sum() + sum_text(11, &url))
            }),
            "parent" => {
                let mut s = self.db.prepare_cached("SELECT id, url, name FROM media_source WHERE id = ?")?;
                let (id, url, name): (i64, String, String) =
                    s.query_row([self.source_of(i)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
                Ok(id as u64 + sum_text(2, &url) + sum_text(3, &name) + self.list_of(id)?)
            }
            "keys3" => self.by_keys(i, 3),
            "keys200" => self.by_keys(i, 200),
            "keys2000" => self.by_keys(i, 2000),
            "nested" => self.nested_of(i),
            "filter" => self.filter_of(i),
            "open" => {
                let db = connect(&self.path)?;
                let row = db.prepare(POINT)?.query_row([self.media_of(0)], Media::read)?;
                Ok(row.sum())
            }
            _ => panic!("no such work: {work}"),
        }
    }
}

const WORKS: [&str; 14] = [
    "point", "list", "scan", "insert", "insert_returning", "join", "update", "parent", "keys3", "keys200",
    "keys2000", "nested", "filter", "open",
];

/// Callgrind counts what happens in here.
#[no_mangle]
#[inline(never)]
fn bench_run(bench: &Bench, work: &str, n: i64) -> u64 {
    match work {
        "insert" => bench.insert(n, false),
        "insert_returning" => bench.insert(n, true),
        "update" => bench.update(n),
        _ => (0..n).map(|i| bench.one(work, i)).sum(),
    }
    .expect(work)
}

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

fn processor_time() -> f64 {
    const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
    let mut t = Timespec { seconds: 0, nanoseconds: 0 };
    unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut t) };
    t.seconds as f64 + t.nanoseconds as f64 / 1e9
}

fn written(db: &Connection, work: &str) -> u64 {
    let table = match work {
        "insert" | "insert_returning" => "upload",
        "update" => "draft",
        _ => return 0,
    };
    let sql = format!(
        "SELECT count(*) + sum(length(uri)) + 3 * sum(length(mime_type)) + 5 * sum(coalesce(width, 7)) + \
         7 * sum(coalesce(height, 7)) + 11 * sum(coalesce(length(content_hash), 7)) + \
         13 * sum(coalesce(length(metadata), 7)) + sum(created_at) + 2 * sum(coalesce(updated_at, 7)) + \
         CAST(4 * total(duration) AS INTEGER) FROM {table}"
    );
    db.query_row(&sql, [], |row| row.get::<_, i64>(0)).expect("sum") as u64
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, kind, file, setup, media, wanted @ ..] = &arguments[..] else {
        panic!("CONTESTANT memory|file PATH SETUP MEDIA WORK=N...");
    };
    let path = if kind == "memory" { ":memory:" } else { file };
    let asked: Vec<(&str, Option<i64>)> = wanted
        .iter()
        .map(|w| w.split_once('=').map_or((w.as_str(), None), |(w, n)| (w, n.parse().ok())))
        .collect();
    let most = asked.iter().filter(|(w, _)| w.starts_with("insert")).filter_map(|(_, n)| *n).max();
    let bench = Bench {
        path: path.to_string(),
        media: media.parse().expect("the number of media"),
        uploads: (0..most.unwrap_or(0)).map(upload_of).collect(),
        metadata: (0..64).map(metadata_of).collect(),
        db: connect(path).expect(path),
    };
    if kind == "memory" {
        bench.db.execute_batch(&std::fs::read_to_string(setup).expect(setup)).expect(setup);
    }
    for (work, n) in asked {
        let Some(n) = n else { // a bare name asks whether the work is known
            if WORKS.contains(&work) {
                println!("{work}");
            }
            continue;
        };
        let empty = "DELETE FROM upload; DELETE FROM sqlite_sequence WHERE name = 'upload'";
        bench.db.execute_batch(empty).expect(empty);
        match work {
            "insert" => bench.insert((n / 10).max(1), false).map(|_| ()),
            "insert_returning" => bench.insert((n / 10).max(1), true).map(|_| ()),
            "update" => bench.update((n / 10).max(1)).map(|_| ()),
            _ => (0..(n / 10).max(1)).try_for_each(|i| bench.one(work, i).map(|_| ())),
        }
        .expect(work);
        bench.db.execute_batch(empty).expect(empty);
        let start = processor_time();
        let sum = bench_run(&bench, work, n);
        let seconds = processor_time() - start;
        println!("{work} {} {seconds:.9} {n}", sum + written(&bench.db, work));
    }
}
