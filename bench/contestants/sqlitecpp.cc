// sqlitecpp.cc - SQLiteCpp with prepared statements, texts as std::string.

#include "harness.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace
{
const std::string columns =
    "id, uri, mime_type, width, height, duration, content_hash, "
    "metadata, created_at, updated_at";
const std::string insertion =
    "INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, "
    "metadata, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

struct Media {
    int64_t id;
    std::string uri, mime_type;
    std::optional<int64_t> width, height;
    std::optional<double> duration;
    std::optional<std::string> content_hash, metadata;
    int64_t created_at;
    std::optional<int64_t> updated_at;
};

using Statement = SQLite::Statement;

std::unique_ptr<SQLite::Database> db;
std::unique_ptr<Statement> point, list, scan, insert, insert_returning, join, update,
    source, keys3, keys200, keys2000, parents, children, filters[4];

std::optional<int64_t> int_at(Statement &s, int column)
{
    SQLite::Column c = s.getColumn(column);
    return c.isNull() ? std::nullopt : std::optional<int64_t>(c.getInt64());
}

std::optional<std::string> text_at(Statement &s, int column)
{
    SQLite::Column c = s.getColumn(column);
    return c.isNull() ? std::nullopt : std::optional<std::string>(c.getString());
}

Media read(Statement &s)
{
    Media m;
    m.id = s.getColumn(0).getInt64();
    m.uri = s.getColumn(1).getString();
    m.mime_type = s.getColumn(2).getString();
    m.width = int_at(s, 3);
    m.height = int_at(s, 4);
    SQLite::Column duration = s.getColumn(5);
    if (!duration.isNull())
        m.duration = duration.getDouble();
    m.content_hash = text_at(s, 6);
    m.metadata = text_at(s, 7);
    m.created_at = s.getColumn(8).getInt64();
    m.updated_at = int_at(s, 9);
    return m;
}

uint64_t sum(uint64_t place, const std::string &text)
{
    return sum_text(place, text.data(), text.size());
}

uint64_t sum(uint64_t place, const std::optional<std::string> &text)
{
    return text ? sum(place, *text) : sum_text(place, nullptr, 0);
}

uint64_t sum(uint64_t place, const std::optional<int64_t> &value)
{
    return sum_opt(place, value.has_value(), value.value_or(0));
}

uint64_t sum(const Media &m)
{
    return sum_int(1, m.id) + sum(2, m.uri) + sum(3, m.mime_type) + sum(4, m.width) +
           sum(5, m.height) +
           sum_real(6, m.duration.has_value(), m.duration.value_or(0)) +
           sum(7, m.content_hash) + sum(8, m.metadata) + sum_int(9, m.created_at) +
           sum(10, m.updated_at);
}

uint64_t sum_rows(Statement &s)
{
    std::vector<Media> rows;
    while (s.executeStep())
        rows.push_back(read(s));
    s.reset();
    uint64_t total = 0;
    for (const Media &row : rows)
        total += sum(row);
    return total;
}

uint64_t list_of(int64_t id)
{
    list->bind(1, id);
    return sum_rows(*list);
}

template <typename One> uint64_t each(int64_t n, One one)
{
    uint64_t total = 0;
    for (int64_t i = 0; i < n; i++)
        total += one(i);
    return total;
}

uint64_t work_point(int64_t n)
{
    return each(n, [](int64_t i) {
        point->bind(1, media_of(i));
        point->executeStep();
        Media row = read(*point);
        point->reset();
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
        join->bind(1, media_of(i));
        join->executeStep();
        Media row = read(*join);
        std::string url = join->getColumn(10).getString();
        join->reset();
        return sum(row) + sum(11, url);
    });
}

void bind(Statement &s, int place, BenchText text)
{
    if (text.ptr)
        s.bindNoCopy(place, text.ptr);
    else
        s.bind(place);
}

void bind(Statement &s, int place, bool has, int64_t value)
{
    if (has)
        s.bind(place, value);
    else
        s.bind(place);
}

void bind(Statement &s, const NewRow &u)
{
    bind(s, 1, u.uri);
    bind(s, 2, u.mime_type);
    bind(s, 3, u.has_size, u.width);
    bind(s, 4, u.has_size, u.height);
    if (u.has_duration)
        s.bind(5, u.duration);
    else
        s.bind(5);
    bind(s, 6, u.content_hash);
    bind(s, 7, u.metadata);
    s.bind(8, u.created_at);
    bind(s, 9, u.has_updated_at, u.updated_at);
}

uint64_t work_insert(int64_t n)
{
    SQLite::Transaction transaction(*db);
    for (int64_t i = 0; i < n; i++) {
        bind(*insert, bench.uploads[i]);
        insert->exec();
        insert->reset();
    }
    transaction.commit();
    return 0;
}

uint64_t work_insert_returning(int64_t n)
{
    SQLite::Transaction transaction(*db);
    uint64_t total = each(n, [](int64_t i) {
        bind(*insert_returning, bench.uploads[i]);
        insert_returning->executeStep();
        int64_t id = insert_returning->getColumn(0).getInt64();
        insert_returning->reset();
        return sum_int(1, id);
    });
    transaction.commit();
    return total;
}

uint64_t work_update(int64_t n)
{
    SQLite::Transaction transaction(*db);
    for (int64_t i = 0; i < n; i++) {
        update->bind(1, i % 4000);
        update->bind(2, i % 3000);
        bind(*update, 3, metadata_of(i));
        update->bind(4, 1700000000 + i);
        update->bind(5, draft_of(i));
        update->exec();
        update->reset();
    }
    transaction.commit();
    return 0;
}

uint64_t work_parent(int64_t n)
{
    return each(n, [](int64_t i) {
        source->bind(1, source_of(i));
        source->executeStep();
        int64_t id = source->getColumn(0).getInt64();
        std::string url = source->getColumn(1).getString(),
                    name = source->getColumn(2).getString();
        source->reset();
        return sum_int(1, id) + sum(2, url) + sum(3, name) + list_of(id);
    });
}

uint64_t by_keys(Statement &s, int n_keys, int64_t n)
{
    return each(n, [&](int64_t i) {
        int64_t keys[MOST_KEYS];
        keys_of(i, keys, static_cast<size_t>(n_keys));
        for (int k = 0; k < n_keys; k++)
            s.bind(k + 1, keys[k]);
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

uint64_t sum_children(int64_t media)
{
    uint64_t total = 0;
    children->bind(1, media);
    while (children->executeStep()) {
        std::string body = children->getColumn(1).getString();
        total += sum_int(1, children->getColumn(0).getInt64()) + sum(2, body) +
                 sum_int(3, children->getColumn(2).getInt64());
    }
    children->reset();
    return total;
}

uint64_t work_nested(int64_t n)
{
    return each(n, [](int64_t i) {
        int64_t first = first_parent_of(i);
        uint64_t total = 0;
        parents->bind(1, first);
        parents->bind(2, first + PARENTS - 1);
        while (parents->executeStep()) {
            int64_t id = parents->getColumn(0).getInt64();
            std::string uri = parents->getColumn(1).getString();
            total += sum_int(1, id) + sum(2, uri) + sum_children(id);
        }
        parents->reset();
        return total;
    });
}

uint64_t work_filter(int64_t n)
{
    return each(n, [](int64_t i) {
        Statement &s = *filters[i & 3];
        int place = 1;
        s.bind(place++, source_of(i));
        if (FILTER_TYPE(i))
            s.bind(place++, FILTER_MIME);
        if (FILTER_WIDTH(i))
            s.bind(place, static_cast<int64_t>(FILTER_LEAST));
        return sum_rows(s);
    });
}

uint64_t work_open(int64_t n)
{
    return each(n, [](int64_t) {
        std::unique_ptr<SQLite::Database> kept = std::move(db);
        contestant_open();
        uint64_t total;
        {
            Statement s(*db, "SELECT " + columns + " FROM media WHERE id = ?");
            s.bind(1, media_of(0));
            s.executeStep();
            total = sum(read(s));
        }
        db = std::move(kept);
        return total;
    });
}

std::unique_ptr<Statement> prepare(const std::string &sql)
{
    return std::make_unique<Statement>(*db, sql);
}

std::unique_ptr<Statement> prepare_media(const std::string &where)
{
    return prepare("SELECT " + columns + " FROM media" + where);
}

std::unique_ptr<Statement> prepare_keys(int n)
{
    std::string marks = "?";
    for (int i = 1; i < n; i++)
        marks += ",?";
    return prepare_media(" WHERE id IN (" + marks + ")");
}
} // namespace

void contestant_open(void)
{
    db = std::make_unique<SQLite::Database>(bench.path, SQLite::OPEN_READWRITE |
                                                            SQLite::OPEN_CREATE);
    db->exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL");
}

void contestant_prepare(int64_t)
{
    point = prepare_media(" WHERE id = ?");
    list = prepare_media(" WHERE source_id = ?");
    scan = prepare_media("");
    insert = prepare(insertion);
    insert_returning = prepare(insertion + " RETURNING id");
    join = prepare(
        "SELECT m.id, m.uri, m.mime_type, m.width, m.height, m.duration, m.content_hash, "
        "m.metadata, m.created_at, m.updated_at, s.url FROM media m JOIN media_source s ON "
        "s.id = m.source_id WHERE m.id = ?");
    update = prepare(
        "UPDATE draft SET width = ?, height = ?, metadata = ?, updated_at = ? WHERE id = ?");
    source = prepare("SELECT id, url, name FROM media_source WHERE id = ?");
    keys3 = prepare_keys(3);
    keys200 = prepare_keys(200);
    keys2000 = prepare_keys(2000);
    parents = prepare("SELECT id, uri FROM media WHERE id BETWEEN ? AND ?");
    children = prepare("SELECT id, body, created_at FROM note WHERE media_id = ?");
    filters[0] = prepare_media(" WHERE source_id = ?");
    filters[1] = prepare_media(" WHERE source_id = ? AND mime_type = ?");
    filters[2] = prepare_media(" WHERE source_id = ? AND width >= ?");
    filters[3] = prepare_media(" WHERE source_id = ? AND mime_type = ? AND width >= ?");
}

void contestant_exec(const char *sql)
{
    db->exec(sql);
}

int64_t contestant_number(const char *sql)
{
    return db->execAndGet(sql).getInt64();
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
