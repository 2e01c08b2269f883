// soci.cc - SOCI with prepared statements, whose parameters and results are variables.

#include "harness.h"

#include <memory>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <string>
#include <vector>

namespace
{
using soci::i_null;
using soci::i_ok;
using soci::indicator;
using soci::into;
using soci::use;

const std::string columns =
    "id, uri, mime_type, width, height, duration, content_hash, "
    "metadata, created_at, updated_at";
const std::string insertion =
    "INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, metadata, created_at, "
    "updated_at) VALUES (:uri, :mime, :width, :height, :duration, :hash, :metadata, :created, :updated)";

struct Media {
    long long id = 0;
    std::string uri, mime_type;
    long long width = 0, height = 0;
    double duration = 0;
    std::string content_hash, metadata;
    long long created_at = 0, updated_at = 0;
    indicator width_is = i_ok, height_is = i_ok, duration_is = i_ok, hash_is = i_ok,
              metadata_is = i_ok, updated_is = i_ok;
};

std::unique_ptr<soci::session> db;

// What statements read from and into.
long long id, source_id, first, last, least, note_id, note_created;
std::string mime, url, name, body, parent_uri;
long long parent_id;
long long keys[MOST_KEYS];
Media row;

std::unique_ptr<soci::statement> point, list, scan, insert, insert_returning, join,
    update, source, keys3, keys200, keys2000, parents, children, filters[4];

uint64_t sum(uint64_t place, const std::string &text, indicator is = i_ok)
{
    return is == i_null ? sum_text(place, nullptr, 0)
                        : sum_text(place, text.data(), text.size());
}

uint64_t sum(const Media &m)
{
    return sum_int(1, m.id) + sum(2, m.uri) + sum(3, m.mime_type) +
           sum_opt(4, m.width_is == i_ok, m.width) +
           sum_opt(5, m.height_is == i_ok, m.height) +
           sum_real(6, m.duration_is == i_ok, m.duration) +
           sum(7, m.content_hash, m.hash_is) + sum(8, m.metadata, m.metadata_is) +
           sum_int(9, m.created_at) + sum_opt(10, m.updated_is == i_ok, m.updated_at);
}

uint64_t sum_rows(soci::statement &s)
{
    std::vector<Media> rows;
    s.execute();
    while (s.fetch())
        rows.push_back(row);
    uint64_t total = 0;
    for (const Media &one : rows)
        total += sum(one);
    return total;
}

template <typename One> uint64_t each(int64_t n, One one)
{
    uint64_t total = 0;
    for (int64_t i = 0; i < n; i++)
        total += one(i);
    return total;
}

uint64_t list_of(int64_t of)
{
    source_id = of;
    return sum_rows(*list);
}

uint64_t work_point(int64_t n)
{
    return each(n, [](int64_t i) {
        id = media_of(i);
        point->execute(true);
        return sum(row);
    });
}

uint64_t work_list(int64_t n)
{
    return each(n, [](int64_t i) { return list_of(source_of(i)); });
}

uint64_t work_scan(int64_t n)
{
    return each(n, [](int64_t) { return sum_rows(*scan); });
}

uint64_t work_join(int64_t n)
{
    return each(n, [](int64_t i) {
        id = media_of(i);
        join->execute(true);
        return sum(row) + sum(11, url);
    });
}

void give(const NewRow &u)
{
    row.uri.assign(u.uri.ptr, u.uri.len);
    row.mime_type.assign(u.mime_type.ptr, u.mime_type.len);
    row.width_is = row.height_is = u.has_size ? i_ok : i_null;
    row.width = u.width;
    row.height = u.height;
    row.duration_is = u.has_duration ? i_ok : i_null;
    row.duration = u.duration;
    row.hash_is = u.content_hash.ptr ? i_ok : i_null;
    if (u.content_hash.ptr)
        row.content_hash.assign(u.content_hash.ptr, u.content_hash.len);
    row.metadata_is = u.metadata.ptr ? i_ok : i_null;
    if (u.metadata.ptr)
        row.metadata.assign(u.metadata.ptr, u.metadata.len);
    row.created_at = u.created_at;
    row.updated_is = u.has_updated_at ? i_ok : i_null;
    row.updated_at = u.updated_at;
}

uint64_t work_insert(int64_t n)
{
    soci::transaction transaction(*db);
    for (int64_t i = 0; i < n; i++) {
        give(bench.uploads[i]);
        insert->execute(true);
    }
    transaction.commit();
    return 0;
}

uint64_t work_insert_returning(int64_t n)
{
    soci::transaction transaction(*db);
    uint64_t total = each(n, [](int64_t i) {
        give(bench.uploads[i]);
        insert_returning->execute(true);
        insert_returning
            ->fetch(); // to the end: a statement left open forbids the commit
        return sum_int(1, id);
    });
    transaction.commit();
    return total;
}

uint64_t work_update(int64_t n)
{
    soci::transaction transaction(*db);
    for (int64_t i = 0; i < n; i++) {
        BenchText metadata = metadata_of(i);
        row.width = i % 4000;
        row.height = i % 3000;
        row.metadata.assign(metadata.ptr, metadata.len);
        row.updated_at = 1700000000 + i;
        id = draft_of(i);
        update->execute(true);
    }
    transaction.commit();
    return 0;
}

uint64_t work_parent(int64_t n)
{
    return each(n, [](int64_t i) {
        id = source_of(i);
        source->execute(true);
        uint64_t total = sum_int(1, parent_id) + sum(2, url) + sum(3, name);
        return total + list_of(parent_id);
    });
}

uint64_t by_keys(soci::statement &s, size_t n_keys, int64_t n)
{
    return each(n, [&](int64_t i) {
        int64_t wanted[MOST_KEYS];
        keys_of(i, wanted, n_keys);
        for (size_t k = 0; k < n_keys; k++)
            keys[k] = wanted[k];
        return sum_rows(s);
    });
}

uint64_t work_keys3(int64_t n)
{
    return by_keys(*keys3, 3, n);
}

uint64_t work_keys200(int64_t n)
{
    return by_keys(*keys200, 200, n);
}

uint64_t work_keys2000(int64_t n)
{
    return by_keys(*keys2000, 2000, n);
}

uint64_t work_nested(int64_t n)
{
    return each(n, [](int64_t i) {
        uint64_t total = 0;
        first = first_parent_of(i);
        last = first + PARENTS - 1;
        parents->execute();
        while (parents->fetch()) {
            total += sum_int(1, parent_id) + sum(2, parent_uri);
            children->execute();
            while (children->fetch())
                total += sum_int(1, note_id) + sum(2, body) + sum_int(3, note_created);
        }
        return total;
    });
}

uint64_t work_filter(int64_t n)
{
    return each(n, [](int64_t i) {
        source_id = source_of(i);
        mime = FILTER_MIME;
        least = FILTER_LEAST;
        return sum_rows(*filters[i & 3]);
    });
}

// What reads a row of media into row.
soci::details::prepare_temp_type media(soci::details::prepare_temp_type prepared)
{
    return (prepared, into(row.id), into(row.uri), into(row.mime_type),
            into(row.width, row.width_is), into(row.height, row.height_is),
            into(row.duration, row.duration_is), into(row.content_hash, row.hash_is),
            into(row.metadata, row.metadata_is), into(row.created_at),
            into(row.updated_at, row.updated_is));
}

// What takes a row to insert from row.
soci::details::prepare_temp_type given(soci::details::prepare_temp_type prepared)
{
    return (prepared, use(row.uri), use(row.mime_type), use(row.width, row.width_is),
            use(row.height, row.height_is), use(row.duration, row.duration_is),
            use(row.content_hash, row.hash_is), use(row.metadata, row.metadata_is),
            use(row.created_at), use(row.updated_at, row.updated_is));
}

soci::details::prepare_temp_type select(const std::string &where)
{
    return media(db->prepare << "SELECT " + columns + " FROM media" + where);
}

std::unique_ptr<soci::statement> ready(const soci::details::prepare_temp_type &prepared)
{
    return std::make_unique<soci::statement>(prepared);
}

std::unique_ptr<soci::statement> prepare_keys(int n)
{
    std::string marks = ":k0";
    for (int i = 1; i < n; i++)
        marks += ",:k" + std::to_string(i);
    auto prepared = select(" WHERE id IN (" + marks + ")");
    for (int i = 0; i < n; i++)
        prepared, use(keys[i]);
    return ready(prepared);
}

uint64_t work_open(int64_t n)
{
    return each(n, [](int64_t) {
        std::unique_ptr<soci::session> kept = std::move(db);
        contestant_open();
        id = media_of(0);
        uint64_t total;
        {
            soci::statement one((select(" WHERE id = :id"), use(id)));
            one.execute(true);
            total = sum(row);
        }
        db = std::move(kept);
        return total;
    });
}
} // namespace

void contestant_open(void)
{
    db = std::make_unique<soci::session>(soci::sqlite3,
                                         std::string("dbname=") + bench.path);
    contestant_exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL");
}

void contestant_prepare(int64_t)
{
    point = ready((select(" WHERE id = :id"), use(id)));
    list = ready((select(" WHERE source_id = :source"), use(source_id)));
    scan = ready(select(""));
    insert = ready(given(db->prepare << insertion));
    insert_returning =
        ready((given(db->prepare << insertion + " RETURNING id"), into(id)));
    join = ready(
        (media(db->prepare
               << "SELECT m.id, m.uri, m.mime_type, m.width, m.height, m.duration, "
                  "m.content_hash, m.metadata, m.created_at, m.updated_at, s.url FROM "
                  "media m JOIN media_source s ON s.id = m.source_id WHERE m.id = :id"),
         into(url), use(id)));
    update = ready((db->prepare
                        << "UPDATE draft SET width = :w, height = :h, metadata = :m, "
                           "updated_at = :u WHERE id = :id",
                    use(row.width), use(row.height), use(row.metadata),
                    use(row.updated_at), use(id)));
    source =
        ready((db->prepare << "SELECT id, url, name FROM media_source WHERE id = :id",
               into(parent_id), into(url), into(name), use(id)));
    keys3 = prepare_keys(3);
    keys200 = prepare_keys(200);
    keys2000 = prepare_keys(2000);
    parents = ready(
        (db->prepare << "SELECT id, uri FROM media WHERE id BETWEEN :first AND :last",
         into(parent_id), into(parent_uri), use(first), use(last)));
    children = ready(
        (db->prepare << "SELECT id, body, created_at FROM note WHERE media_id = :id",
         into(note_id), into(body), into(note_created), use(parent_id)));
    filters[0] = ready((select(" WHERE source_id = :s"), use(source_id)));
    filters[1] = ready((select(" WHERE source_id = :s AND mime_type = :m"),
                        use(source_id), use(mime)));
    filters[2] = ready(
        (select(" WHERE source_id = :s AND width >= :w"), use(source_id), use(least)));
    filters[3] =
        ready((select(" WHERE source_id = :s AND mime_type = :m AND width >= :w"),
               use(source_id), use(mime), use(least)));
}

// SOCI runs one statement at a time; its connection is SQLite's.
void contestant_exec(const char *sql)
{
    auto *backend = static_cast<soci::sqlite3_session_backend *>(db->get_backend());
    char *why = nullptr;
    if (sqlite_api::sqlite3_exec(backend->conn_, sql, nullptr, nullptr, &why) != 0)
        bench_fail("sqlite3_exec", why);
}

int64_t contestant_number(const char *sql)
{
    long long number = 0;
    *db << sql, into(number);
    return number;
}

void contestant_close(void)
{
    for (auto *s : {&point, &list, &scan, &insert, &insert_returning, &join, &update,
                    &source, &keys3, &keys200, &keys2000, &parents, &children})
        s->reset();
    for (auto &s : filters)
        s.reset();
    db.reset();
}

const Work works[] = {
    {"point", work_point},
    {"list", work_list},
    {"scan", work_scan},
    {"insert", work_insert},
    {"join", work_join},
    {"update", work_update},
    {"parent", work_parent},
    {"keys3", work_keys3},
    {"keys200", work_keys200},
    {"keys2000", work_keys2000},
    {"nested", work_nested},
    {"filter", work_filter},
    {"insert_returning", work_insert_returning},
    {"open", work_open},
    {nullptr, nullptr},
};
