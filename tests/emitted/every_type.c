// every_type.c - a program on emitted code: each type goes into a database and comes
// back, alone, absent, and in lists. Compiled as C and as C++.

#include "db.gen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                               \
    do {                                                                               \
        if (!(condition)) {                                                            \
            fprintf(stderr, "%s:%d: %s (%s)\n", __FILE__, __LINE__, #condition,        \
                    weave_message(db));                                                \
            exit(1);                                                                   \
        }                                                                              \
    } while (0)

static WeaveDb *db;

static bool is_text(WeaveText text, const char *z)
{
    return text.ptr && text.len == strlen(z) && strcmp(text.ptr, z) == 0;
}

static EveryInsertParams everything(void)
{
    EveryInsertParams p;
    memset(&p, 0, sizeof p);
    p.i = INT64_MIN;
    p.i_null = weave_some_int(7);
    p.flag = true;
    p.flag_null = weave_some_bool(false);
    p.at = 1700000000;
    p.at_ms_null = weave_some_int(1700000000123);
    p.r = 0.5;
    p.r_null = weave_some_real(-1e300);
    p.t = weave_text("");
    p.t_null = weave_text("caf\303\251");
    p.kind = EVERY_KIND_IN_PROGRESS;
    p.kind_null = EVERY_KIND_NULL_LINK;
    p.json = weave_text("{\"a\":1}");
    p.json_null = weave_text("[]");
    p.b = weave_blob("\0\1\2", 3);
    p.b_null = weave_blob("", 0);
    p.big = INT64_MAX;
    p.big_null = weave_some_int(-5);
    p.bjson = weave_text("{\"b\":2}");
    p.bjson_null = weave_text("null");
    p.num = 1.25;
    p.num_null = weave_some_real(3);
    p.nstr = weave_text("12.5");
    p.nstr_null = weave_text("1");
    p.nbig = 9007199254740993;
    p.nbig_null = weave_some_int(1);
    return p;
}

static EveryInsertParams nothing(void)
{
    EveryInsertParams p = everything();
    memset(&p.i_null, 0, sizeof p.i_null);
    memset(&p.flag_null, 0, sizeof p.flag_null);
    memset(&p.at_ms_null, 0, sizeof p.at_ms_null);
    memset(&p.r_null, 0, sizeof p.r_null);
    memset(&p.t_null, 0, sizeof p.t_null);
    memset(&p.kind_null, 0, sizeof p.kind_null);
    memset(&p.json_null, 0, sizeof p.json_null);
    memset(&p.b_null, 0, sizeof p.b_null);
    memset(&p.big_null, 0, sizeof p.big_null);
    memset(&p.bjson_null, 0, sizeof p.bjson_null);
    memset(&p.num_null, 0, sizeof p.num_null);
    memset(&p.nstr_null, 0, sizeof p.nstr_null);
    memset(&p.nbig_null, 0, sizeof p.nbig_null);
    p.i = 2;
    return p;
}

static void check_present(const Every *e)
{
    CHECK(e->i == INT64_MIN && e->i_null.has && e->i_null.value == 7);
    CHECK(e->flag && e->flag_null.has && !e->flag_null.value);
    CHECK(e->at == 1700000000 && e->at_ms_null.value == 1700000000123);
    CHECK(e->r == 0.5 && e->r_null.has && e->r_null.value == -1e300);
    CHECK(is_text(e->t, "") && is_text(e->t_null, "caf\303\251"));
    CHECK(e->kind == EVERY_KIND_IN_PROGRESS && e->kind_null == EVERY_KIND_NULL_LINK);
    CHECK(is_text(e->json, "{\"a\":1}") && is_text(e->json_null, "[]"));
    CHECK(e->b.len == 3 && memcmp(e->b.ptr, "\0\1\2", 3) == 0);
    CHECK(e->b_null.ptr && e->b_null.len == 0);
    CHECK(e->big == INT64_MAX && e->big_null.value == -5);
    CHECK(is_text(e->bjson, "{\"b\":2}") && is_text(e->bjson_null, "null"));
    CHECK(e->num == 1.25 && e->num_null.value == 3);
    CHECK(is_text(e->nstr, "12.5") && is_text(e->nstr_null, "1"));
    CHECK(e->nbig == 9007199254740993 && e->nbig_null.value == 1);
}

static void check_absent(const Every *e)
{
    CHECK(e->i == 2 && !e->i_null.has && !e->flag_null.has && !e->at_ms_null.has);
    CHECK(!e->r_null.has && !e->t_null.ptr && e->kind_null == 0 && !e->json_null.ptr);
    CHECK(!e->b_null.ptr && !e->big_null.has && !e->bjson_null.ptr);
    CHECK(!e->num_null.has && !e->nstr_null.ptr && !e->nbig_null.has);
}

static void insert_and_get(WeaveArena *mem)
{
    EveryInsertParams p = everything(), q = nothing();
    EveryInsert first, second;
    Every e;
    EveryCountAll count;
    CHECK(every_insert(db, &p, &first) == WEAVE_OK && first.id == 1);
    CHECK(every_insert(db, &q, &second) == WEAVE_OK && second.id == 2);
    CHECK(every_get(db, 1, mem, &e) == WEAVE_OK);
    check_present(&e);
    CHECK(every_get(db, 2, mem, &e) == WEAVE_OK);
    check_absent(&e);
    CHECK(every_get(db, 3, mem, &e) == WEAVE_NOT_FOUND && e.id == 0 && !e.t.ptr);
    CHECK(every_count_all(db, &count) == WEAVE_OK && count.n == 2);
}

static void refuse_null(void)
{
    EveryInsertParams p = everything();
    EveryInsert id;
    p.t.ptr = NULL;
    CHECK(every_insert(db, &p, &id) == WEAVE_MISUSE);
    CHECK(strstr(weave_message(db), "src/schema.ts:1 every.insert"));
    p = everything();
    p.kind = (EveryKind)0;
    CHECK(every_insert(db, &p, &id) == WEAVE_MISUSE);
}

static EveryMatchAllParams lists_of(const EveryInsertParams *p)
{
    static int64_t is[2], bigs[1];
    static bool flags[1];
    static double rs[1];
    static WeaveText ts[1], nstrs[1];
    static int kinds[2];
    static WeaveBlob bs[1], bjsons[1];
    is[0] = p->i, is[1] = 2, bigs[0] = p->big, flags[0] = p->flag, rs[0] = p->r;
    ts[0] = p->t, nstrs[0] = p->nstr, bs[0] = p->b;
    kinds[0] = (int)EVERY_KIND_LINK, kinds[1] = (int)p->kind;
    bjsons[0] = weave_blob(p->bjson.ptr, p->bjson.len);
    EveryMatchAllParams m = {{is, 2}, {flags, 1}, {rs, 1},     {ts, 1},   {kinds, 2},
                             {bs, 1}, {bigs, 1},  {bjsons, 1}, {nstrs, 1}};
    return m;
}

static void match_lists(WeaveArena *mem)
{
    EveryInsertParams p = everything();
    EveryMatchAllParams m = lists_of(&p);
    EveryInsertList list;
    m.nstrs.items = NULL, m.nstrs.count = 0;
    CHECK(every_match_all(db, &m, mem, &list) == WEAVE_OK && list.count == 0);
    m = lists_of(&p);
    CHECK(every_match_all(db, &m, mem, &list) == WEAVE_OK && list.count == 2);
    CHECK(list.items[0].id == 1 && list.items[1].id == 2);
    EveryInsertRows rows = every_match_all_rows(db, &m);
    int n = 0;
    while (every_insert_rows_next(&rows))
        n++;
    CHECK(every_insert_rows_end(&rows) == WEAVE_OK && n == 2);
}

static void change(WeaveArena *mem)
{
    int64_t changes = -1;
    WeaveOptInt none = {false, 0};
    Every e;
    CHECK(every_set_nulls(db, none, EVERY_KIND_LINK, 1, 1, &changes) == WEAVE_OK);
    CHECK(changes == 0);
    CHECK(every_set_nulls(db, weave_some_int(9), EVERY_KIND_LINK, 2, INT64_MAX,
                          &changes) == WEAVE_OK);
    CHECK(changes == 1);
    CHECK(every_set_nulls(db, none, (EveryKind)0, 1, INT64_MAX, NULL) == WEAVE_OK);
    CHECK(every_get(db, 1, mem, &e) == WEAVE_OK && !e.i_null.has && e.kind_null == 0);
    CHECK(every_get(db, 2, mem, &e) == WEAVE_OK && e.i_null.value == 9);
}

static void any_values(WeaveArena *mem)
{
    EveryAnyValue v;
    CHECK(every_any_value(db, weave_value_real(2.5), EVERY_KIND_IT_S__Q_____,
                          weave_value_text(weave_text("x")), mem, &v) == WEAVE_OK);
    CHECK(v.value.type == WEAVE_VALUE_REAL && v.value.as.real == 2.5);
    CHECK(v.kind == EVERY_KIND_IT_S__Q_____);
    CHECK(v.class_.type == WEAVE_VALUE_TEXT && is_text(v.class_.as.text, "x"));
    CHECK(strcmp(every_kind_text(v.kind), "it's \"q\" ?"
                                          "?/") == 0);
    CHECK(every_kind_from(weave_text("link")) == EVERY_KIND_LINK);
    CHECK(every_kind_from(weave_text("LINK")) == 0 && !every_kind_text((EveryKind)0));
}

static void media(WeaveArena *mem)
{
    static const char insert[] =
        "INSERT INTO media VALUES (1, NULL, 'image/png', 'a', NULL, '{}', 5), "
        "(2, 'h', 'image/png', 'b', 3, NULL, 6)";
    WeaveStatement statement = {"here", insert, "", "media\0", "", WEAVE_FETCH_COLUMNS,
                                0};
    WeaveQuery q = weave_query(db, &statement);
    CHECK(weave_end_exec(&q, NULL) == WEAVE_OK);
    Media one;
    MediaList list;
    MediaGetWithSource with_source;
    MediaGetWithSourceList with_sources;
    int64_t changes;
    CHECK(media_get_by_id(db, 2, mem, &one) == WEAVE_OK && one.class_.value == 3);
    CHECK(media_list_again(db, mem, &one) == WEAVE_TOO_MANY);
    CHECK(media_list_by_mime_type(db, WEAVE_TEXT("image/png"), 4, mem, &list) ==
          WEAVE_OK);
    CHECK(list.count == 2 && is_text(list.items[1].uri, "b"));
    MediaRows rows = media_list_by_mime_type_rows(db, WEAVE_TEXT("image/png"), 5);
    CHECK(media_rows_next(&rows) && is_text(rows.row.content_hash, "h"));
    CHECK(!media_rows_next(&rows) && media_rows_end(&rows) == WEAVE_OK);
    CHECK(media_get_with_source(db, mem, &with_sources) == WEAVE_OK);
    CHECK(is_text(with_sources.items[0].source_url, "x\303\251?"
                                                    "?/\\"));
    CHECK(media_one_with_source(db, mem, &with_source) == WEAVE_TOO_MANY);
    CHECK(media_remove(db, 1, &changes) == WEAVE_OK && changes == 1);
    CHECK(media_one_with_source(db, mem, &with_source) == WEAVE_OK);
    CHECK(media_touch(db) == WEAVE_OK);
    CHECK(media_long_text(db, mem, &list) == WEAVE_OK && list.count == 1);
    CHECK(strlen(media_long_text_sql()) > 5000);
    CHECK(strstr(media_get_by_id_sql(), "WHERE id = :id"));
}

int main(void)
{
    WeaveArena mem;
    memset(&mem, 0, sizeof mem);
    CHECK(db_open(":memory:", WEAVE_OPEN_CREATE, &db) == WEAVE_OK);
    insert_and_get(&mem);
    refuse_null();
    match_lists(&mem);
    change(&mem);
    any_values(&mem);
    media(&mem);
    weave_arena_free(&mem);
    CHECK(weave_close(db) == WEAVE_OK);
    return 0;
}
