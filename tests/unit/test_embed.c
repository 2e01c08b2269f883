// test_embed.c - sqlc.embed(): which columns stand together, and when they may be absent.

#include "judge_fixture.h"

#include <criterion/criterion.h>

// A query with "EMBED(name)" where a .sql file has sqlc.embed(name).
static void embed_query(Bench *b, const char *text)
{
    Buf sql = {.arena = &b->mem};
    Embed *embeds = arena_many(&b->mem, Embed, 4);
    size_t n = 0;
    for (const char *hole; (hole = strstr(text, "EMBED("));
         text = strchr(hole, ')') + 1) {
        buf_put(&sql, (Str){text, (size_t)(hole - text)});
        hole += strlen("EMBED(");
        Str name = {hole, (size_t)(strchr(hole, ')') - hole)};
        embeds[n++] = (Embed){name, (uint32_t)sql.n, (uint32_t)name.len + 2, {1, 0, 1}};
        buf_format(&sql, "%.*s.*", STR_ARG(name));
    }
    buf_z(&sql, text);
    bench_query(b, "q", buf_str(&sql).ptr);
    b->queries.items[0].embeds = embeds;
    b->queries.items[0].n_embeds = n;
    bench_judge(b);
}

static Bench bench(void)
{
    Bench b = {0};
    bench_schema(&b, "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT)");
    bench_schema(&b, "CREATE TABLE b (y TEXT, a_id INTEGER NOT NULL)");
    bench_schema(&b, "CREATE TABLE loose (z)");
    bench_schema(&b, "CREATE VIEW v AS SELECT id, x FROM a");
    return b;
}

// The embedded as "name first+n", with "?presence" where it may be absent.
static void embeds(const char *text, const char *expected)
{
    Bench b = bench();
    embed_query(&b, text);
    cr_assert(b.ok, "%s\n%.*s", text, STR_ARG(b.said));
    Buf said = {.arena = &b.mem};
    for (size_t i = 0; i < b.checked.queries[0].n_embeds; i++) {
        const CheckedEmbed *e = &b.checked.queries[0].embeds[i];
        buf_format(&said, "%s%.*s=%.*s %zu+%zu", i ? ", " : "", STR_ARG(e->name),
                   STR_ARG(e->table->name), e->first, e->n);
        if (e->optional)
            buf_format(&said, "?%zu", e->presence);
    }
    cr_expect(str_is(buf_str(&said), expected), "%s\ngives:  %.*s\nwanted: %s", text,
              STR_ARG(buf_str(&said)), expected);
    arena_free(&b.mem);
}

Test(embed, stands_for_the_columns_of_its_table)
{
    embeds("SELECT EMBED(a) FROM a", "a=a 0+2");
    embeds("SELECT 1, EMBED(b), 2, EMBED(a), * FROM a, b", "b=b 1+2, a=a 4+2");
    embeds("SELECT t.*, EMBED(u) FROM a t JOIN b AS u ORDER BY u.y", "u=b 2+2");
    embeds("SELECT EMBED(v) FROM v", "v=v 0+2");
    embeds("SELECT EMBED(a), count(*) AS n FROM a GROUP BY a.id", "a=a 0+2");
}

Test(embed, may_be_absent_behind_an_outer_join)
{
    embeds("SELECT EMBED(a), EMBED(b) FROM a LEFT JOIN b ON a_id = id",
           "a=a 0+2, b=b 2+2?3");
    embeds("SELECT EMBED(a), EMBED(b) FROM a RIGHT JOIN b ON a_id = id",
           "a=a 0+2?0, b=b 2+2");
    embeds("SELECT EMBED(b) FROM a LEFT JOIN b ON a_id = id WHERE b.a_id > 0",
           "b=b 0+2");
    embeds("SELECT EMBED(b) FROM a LEFT JOIN b ON a_id = id WHERE b.a_id > 0",
           "b=b 0+2");
    embeds("SELECT EMBED(loose) FROM a LEFT JOIN loose ON z = id", "loose=loose 0+1");
}

static void refused(const char *text, const char *what)
{
    Bench b = bench();
    embed_query(&b, text);
    cr_expect(!b.ok && bench_says(&b, what), "%s\n%.*s", text, STR_ARG(b.said));
    arena_free(&b.mem);
}

Test(embed, is_refused_where_there_is_no_row_of_a_table)
{
    refused("SELECT EMBED(s) FROM (SELECT id FROM a) AS s",
            "no table or view is called \"s\"");
    refused("SELECT EMBED(a) FROM a UNION SELECT id, x FROM a", "can be embedded only");
    refused("SELECT id FROM a WHERE EXISTS (SELECT EMBED(a) FROM a)",
            "can be embedded only");
}
