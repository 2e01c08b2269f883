// test_stage1_relations.c - relations() and defineRelations() in the catalog.
//
// What relations() means is drizzle-orm's to judge (tests/oracle/relations.mjs); the
// defineRelations() of 1.0 is not there to be asked.

#include "parse_fixture.h"

#define TABLES                                                                         \
    "import { relations, defineRelations, defineRelationsPart } from 'drizzle-orm';\n" \
    "export const users = sqliteTable('users', { id: integer().primaryKey(), "         \
    "invitedBy: integer('invited_by'), verified: integer({ mode: 'boolean' }) });\n"   \
    "export const posts = sqliteTable('posts', { id: integer().primaryKey(), "         \
    "authorId: integer('author_id').notNull(), title: text() });\n"                    \
    "export const groups = sqliteTable('groups', { id: integer().primaryKey() });\n"   \
    "export const members = sqliteTable('members', { userId: integer('user_id'), "     \
    "groupId: integer('group_id') });\n"

static void put_columns(Buf *out, const char *what, const Str *names, size_t n)
{
    buf_z(out, what);
    for (size_t i = 0; i < n; i++)
        buf_format(out, "%s%.*s", i ? ", " : "", STR_ARG(names[i]));
    buf_z(out, ")");
}

// users.posts many(id) = posts(author_id), one line a relation
static Str relations_text(Parsed *p)
{
    Buf out = {.arena = &p->mem};
    for (size_t i = 0; i < p->catalog.n_relations; i++) {
        const DeclaredRelation *r = &p->catalog.relations[i];
        buf_format(&out, "%.*s.%.*s %s", STR_ARG(r->table), STR_ARG(r->key),
                   r->many       ? "many"
                   : r->optional ? "one?"
                                 : "one");
        put_columns(&out, "(", r->columns, r->n_columns);
        if (r->through.len) {
            buf_format(&out, " = %.*s", STR_ARG(r->through));
            put_columns(&out, "(", r->through_columns, r->n_through_columns);
            put_columns(&out, "(", r->through_target_columns,
                        r->n_through_target_columns);
        }
        buf_format(&out, " = %.*s", STR_ARG(r->target));
        put_columns(&out, "(", r->target_columns, r->n_target_columns);
        if (r->name.len)
            buf_format(&out, " as %.*s", STR_ARG(r->name));
        if (r->where_sql.len)
            buf_format(&out, " where %.*s: %.*s", STR_ARG(r->where_table),
                       STR_ARG(r->where_sql));
        buf_z(&out, "\n");
    }
    return buf_str(&out);
}

static void relations_are(const char *text, const char *expected)
{
    Parsed p = {0};
    Buf whole = {.arena = &p.mem};
    buf_z(&whole, DRIZZLE TABLES);
    buf_z(&whole, text);
    parsed_text(&p, "schema.ts", buf_str(&whole));
    parse(&p, "schema.ts");
    cr_expect(p.ok && p.said.len == 0, "refused: %s\n%.*s", text, STR_ARG(p.said));
    Str given = relations_text(&p);
    cr_expect(str_is(given, expected), "%s\ngives: %.*s\nnot:   %s", text,
              STR_ARG(given), expected);
    arena_free(&p.mem);
}

static void set_refused(const char *members, const char *what)
{
    char text[2048];
    snprintf(text, sizeof text,
             TABLES
             "export const r = defineRelations({ users, posts, groups, members }, "
             "(r) => (%s));",
             members);
    schema_refused(text, what);
}

static void set_gives(const char *members, const char *expected)
{
    char text[2048];
    snprintf(
        text, sizeof text,
        "export const r = defineRelations({ users, posts, groups, members }, (r) => "
        "(%s));",
        members);
    relations_are(text, expected);
}

Test(relations, of_a_set_have_the_columns_of_both_sides)
{
    set_gives(
        "{ posts: { author: r.one.users({ from: r.posts.authorId, to: r.users.id }) "
        "}, users: { posts: r.many.posts(), inviter: r.one.users({ from: "
        "[r.users.invitedBy], to: [r.users.id], optional: false, alias: 'in' }) } }",
        "posts.author one?(author_id) = users(id)\n"
        "users.posts many(id) = posts(author_id)\n"
        "users.inviter one(invited_by) = users(id) as in\n");
}

Test(relations, of_a_set_may_go_through_a_table)
{
    set_gives("{ users: { groups: r.many.groups({ from: "
              "r.users.id.through(r.members.userId), to: "
              "r.groups.id.through(r.members.groupId) }) }, groups: { people: "
              "r.many.users() } }",
              "users.groups many(id) = members(user_id)(group_id) = groups(id)\n"
              "groups.people many(id) = members(group_id)(user_id) = users(id)\n");
}

Test(relations, of_a_set_find_the_other_side_by_alias)
{
    set_gives(
        "{ posts: { author: r.one.users({ from: r.posts.authorId, to: r.users.id, "
        "alias: 'a' }), other: r.one.users({ from: r.posts.id, to: r.users.id }) }, "
        "users: { written: r.many.posts({ alias: 'a' }), others: r.many.posts() } }",
        "posts.author one?(author_id) = users(id) as a\n"
        "posts.other one?(id) = users(id)\n"
        "users.written many(id) = posts(author_id) as a\n"
        "users.others many(id) = posts(id)\n");
}

Test(relations, of_a_set_have_conditions)
{
    set_gives(
        "{ posts: { author: r.one.users({ from: r.posts.authorId, to: r.users.id, "
        "where: { verified: true, OR: [{ id: { gt: 1, lte: 9 } }, { invitedBy: { "
        "isNull: true } }], NOT: { id: 4 } } }) }, users: { posts: r.many.posts() } "
        "}",
        "posts.author one?(author_id) = users(id) where users: (\"verified\" = 1 and "
        "((\"id\" > 1 and \"id\" <= 9) or \"invited_by\" is null) and not \"id\" = "
        "4)\n"
        "users.posts many(id) = posts(author_id) where users: (\"verified\" = 1 and "
        "((\"id\" > 1 and \"id\" <= 9) or \"invited_by\" is null) and not \"id\" = "
        "4)\n");
    set_gives(
        "{ users: { posts: r.many.posts({ from: r.users.id, to: r.posts.authorId, "
        "where: { RAW: (t, { sql, like }) => like(t.title, 'x%'), id: { in: [1, 2] "
        "} } }) } }",
        "users.posts many(id) = posts(author_id) where posts: (\"title\" like 'x%' "
        "and \"id\" in (1, 2))\n");
}

Test(relations, come_from_parts_and_helpers_too)
{
    relations_are(
        "const ofUsers = (r) => ({ users: { posts: r.many.posts({ from: "
        "r.users.id, to: r.posts.authorId }) } });\n"
        "const main = defineRelations({ users, posts }, (r) => "
        "({ ...ofUsers(r) }));\n"
        "const part = defineRelationsPart({ users, posts }, (r) => ({ posts: { "
        "author: r.one.users({ from: r.posts.authorId, to: r.users.id }) } }));\n"
        "export const all = { ...main, ...part };",
        "users.posts many(id) = posts(author_id)\n"
        "posts.author one?(author_id) = users(id)\n");
    relations_are("export const nothing = defineRelations({ users, posts });\n"
                  "export const hidden = 1;\n"
                  "const unseen = defineRelations({ users }, (r) => ({}));",
                  "");
}

Test(relations, of_both_kinds_change_no_ddl)
{
    schema_gives(TABLES
                 "export const r = relations(users, ({ one }) => ({ post: "
                 "one(posts, { fields: [users.id], references: [posts.authorId] }) "
                 "}));",
                 "CREATE TABLE `users` (\n\t`id` integer PRIMARY KEY NOT NULL,\n"
                 "\t`invited_by` integer,\n\t`verified` integer\n);\n");
}

Test(relations, are_optional_where_their_columns_may_be_null)
{
    relations_are(
        "export const a = relations(posts, ({ one }) => ({ author: one(users, { fields: "
        "[posts.authorId], references: [users.id] }) }));\n"
        "export const b = relations(users, ({ one }) => ({ inviter: one(users, { fields: "
        "[users.invitedBy], references: [users.id], relationName: 'x' }) }));",
        "posts.author one(author_id) = users(id)\n"
        "users.inviter one?(invited_by) = users(id) as x\n");
}

Test(relations, that_lead_nowhere_are_refused)
{
    set_refused("{ users: { posts: r.many.posts() } }",
                "\"posts\" names no columns, and no relation of its target leads back "
                "[W119]");
    set_refused("{ users: { posts: r.many.posts({ from: r.users.id }) } }",
                "both \"from\" and \"to\", or neither [W119]");
    set_refused(
        "{ users: { posts: r.many.posts({ from: r.posts.id, to: r.posts.id }) } }",
        "\"id\" is a column of \"posts\", not of \"users\" [W119]");
    set_refused(
        "{ users: { posts: r.many.posts({ from: [r.users.id, r.users.invitedBy], "
        "to: r.posts.id }) } }",
        "has 2 columns on one side and 1 on the other");
    set_refused("{ users: { groups: r.many.groups({ from: "
                "r.users.id.through(r.members.userId), to: r.groups.id }) } }",
                "through() stands on every column of a relation, or on none");
    set_refused("{ users: { groups: r.many.groups({ from: "
                "r.users.id.through(r.members.userId), to: "
                "r.groups.id.through(r.posts.id) }) } }",
                "\"id\" is a column of \"posts\", not of \"members\"");
    set_refused("{ users: { id: r.one.posts({ from: r.users.id, to: r.posts.id }) } }",
                "\"id\" is a column of \"users\" already");
    set_refused("{ user: {} }", "\"user\" is none of the tables");
    set_refused("{ users: { p: r.many.post() } }", "did you mean \"posts\"?");
    set_refused("{ users: { p: r.many.posts({ from: r.users.idd, to: r.posts.id }) } }",
                "table \"users\" has no \"idd\" [W113]");
    set_refused("{ users: { p: r.many.posts({ fromm: r.users.id }) } }",
                "did you mean \"from\"?");
    set_refused("{ users: { p: 7 } }", "\"p\" is not a relation: it is a number");
    set_refused("{ users: { p: r.many.posts({ from: r.users.id, to: r.posts.authorId, "
                "where: { titel: 'x' } }) } }",
                "table \"posts\" has no \"titel\"");
    set_refused("{ users: { p: r.many.posts({ from: r.users.id, to: r.posts.authorId, "
                "where: { title: { equals: 'x' } } }) } }",
                "there is no condition \"equals\"");
}

Test(relations, of_one_table_may_not_take_columns_of_another)
{
    schema_refused(TABLES
                   "export const r = relations(posts, ({ one }) => ({ author: "
                   "one(users, { fields: [users.id], references: [users.id] }) }));",
                   "\"id\" is a column of \"users\", not of \"posts\" [W119]");
    schema_refused(TABLES "export const r = relations(posts, ({ one }) => ({ author: "
                          "one(users, { fields: [posts.id] }) }));",
                   "one() with options names the columns of both sides");
}

// A schema with such relations works in Drizzle until a query follows them.
Test(relations, that_drizzle_cannot_follow_are_left_out_with_a_warning)
{
    Parsed p = {0};
    parsed_file(&p, "s.ts",
                DRIZZLE TABLES
                "const hidden = sqliteTable('hidden', { id: integer() });\n"
                "export const r = relations(users, ({ one, many }) => ({ posts: "
                "many(posts), secrets: one(hidden, { fields: [users.id], references: "
                "[hidden.id] }) }));");
    parse(&p, "s.ts");
    cr_expect(p.ok);
    cr_expect(parsed_says(&p, "warning: relation \"posts\" names no columns"));
    cr_expect(parsed_says(&p, "warning: relation \"secrets\" needs a table that the "
                              "schema does not export: hidden [W119]"));
    cr_expect_eq(p.catalog.n_relations, 0);
    arena_free(&p.mem);
}
