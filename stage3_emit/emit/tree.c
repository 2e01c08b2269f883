// tree.c - a query that reads relations: nested structs, and a function that fills them
// level by level.
//
// Written as if the only query were media.get, and its only level Media.

#include "stage3_emit/emit/plan.h"

// --- the plan ----------------------------------------------------------------

// "author." before the names of what is joined.
static Str prefix_of(Arena *a, const Level *levels, const Level *l)
{
    Str prefix = {0};
    for (; l->joined; l = &levels[l->parent])
        prefix = str_format(a, "%.*s.%.*s", STR_ARG(l->key), STR_ARG(prefix));
    return prefix;
}

// A relation's columns may be NULL as the table's may: that a join fills them with NULL
// means that there is no row, and that they are compared makes no other type of them.
static bool is_nullable(const Level *l, const ResultColumn *c)
{
    return l->key.len && c->origin ? !c->origin->not_null : c->nullable;
}

static const Field *level_fields(const Plan *p, const Level *levels,
                                 const LevelPlan *plan)
{
    const Level *l = plan->level;
    Str prefix = prefix_of(p->arena, levels, l);
    Field *fields = arena_many(p->arena, Field, l->n);
    for (size_t i = 0; i < l->n; i++) {
        const ResultColumn *c = &plan->statement->columns[l->first + i];
        Str name = str_cut(c->name, prefix.len, c->name.len);
        fields[i] = (Field){.name = name_member(p->arena, name),
                            .type = ctype_of(p, c->type, is_nullable(l, c))};
        if (c->known == KNOWN_UNKNOWN && c->why_any.len)
            fields[i].type.note = c->why_any;
    }
    return fields;
}

static bool has_children(const Query *q, size_t i)
{
    for (size_t k = i + 1; k < q->n_levels; k++)
        if (q->levels[k].parent == i)
            return true;
    return false;
}

// The table whose rows these are, whole and by the same names; or null.
static const Row *table_of(const Plan *p, const LevelPlan *plan)
{
    const Level *l = plan->level;
    const ResultColumn *columns = &plan->statement->columns[l->first];
    for (size_t i = 0; i < p->n_tables; i++) {
        const Row *row = &p->tables[i];
        size_t same = 0;
        while (same < row->n && same < l->n &&
               columns[same].origin == row->columns[same].origin &&
               str_eq(plan->fields[same].name, row->fields[same].name))
            same++;
        if (same == row->n && same == l->n)
            return row;
    }
    return NULL;
}

static size_t rowids_before(const Query *q, size_t level)
{
    size_t n = 0, part = q->levels[q->levels[level].parent].part;
    for (size_t i = 1; i < level; i++)
        n += !q->levels[i].joined && q->levels[q->levels[i].parent].part == part;
    return n;
}

static Str level_base(Arena *a, const Query *q, size_t i)
{
    if (i == 0)
        return str_format(a, "%.*s_%.*s", STR_ARG(name_snake(a, q->module)),
                          STR_ARG(name_snake(a, q->name)));
    Str before = level_base(a, q, q->levels[i].parent);
    return str_format(a, "%.*s_%.*s", STR_ARG(before),
                      STR_ARG(name_snake(a, q->levels[i].key)));
}

void plan_levels(const Plan *p, QueryPlan *q)
{
    const Query *query = q->statements->query;
    LevelPlan *levels = arena_many(p->arena, LevelPlan, query->n_levels);
    for (size_t i = 0; i < query->n_levels; i++) {
        LevelPlan *l = &levels[i];
        l->level = &query->levels[i];
        l->statement = &q->statements[l->level->part];
        l->is = plan_spell(p, level_base(p->arena, query, i));
        l->fields = level_fields(p, query->levels, l);
        l->type = l->is.type;
        if (i) {
            l->member = name_member(p->arena, name_snake(p->arena, l->level->key));
            l->i = rowids_before(query, i);
        }
        if (!has_children(query, i))
            l->table = table_of(p, l);
        if (l->table)
            l->type = l->table->is.type;
    }
    q->levels = levels;
    q->n_levels = query->n_levels;
}

bool tree_uses_tables(const QueryPlan *q)
{
    for (size_t i = 0; i < q->n_levels; i++) {
        const LevelPlan *l = &q->levels[i];
        if (l->table)
            return true;
        for (size_t k = 0; k < l->level->n; k++)
            if (l->fields[k].type.set.len)
                return true;
    }
    return false;
}

static void add(Names *n, const char *fmt, Str name)
{
    names_add(n, str_format(n->arena, fmt, STR_ARG(name)));
}

void add_tree_names(Names *n, const QueryPlan *q)
{
    for (size_t i = 0; i < q->n_levels; i++) {
        const LevelPlan *l = &q->levels[i];
        add(n, "%.*s_fields", l->is.name);
        add(n, "%.*s_ROW", l->is.upper);
        add(n, "%.*s_give", l->is.name);
        add(n, "%.*s_ROWIDS", l->is.upper);
        add(n, "%.*s_LEVEL", l->is.upper);
        if (i)
            add(n, "%.*s_SQL", l->is.upper);
        if (l->table)
            continue;
        names_add(n, l->type);
        add(n, "%.*sList", l->type);
    }
}

void check_tree_members(const Plan *p, const QueryPlan *q, Diag *d)
{
    for (size_t i = 0; i < q->n_levels; i++) {
        const LevelPlan *l = &q->levels[i];
        Names n = {.arena = p->arena,
                   .advice = "columns: { name: false } leaves a column out"};
        for (size_t k = 0; k < l->level->n; k++) {
            names_owner(&n,
                        str_format(p->arena, "column %zu of a row of %.*s", k + 1,
                                   STR_ARG(l->type)),
                        l->level->at);
            names_add(&n, l->fields[k].name);
        }
        for (size_t k = i + 1; k < q->n_levels; k++) {
            if (q->levels[k].level->parent != i)
                continue;
            names_owner(&n,
                        str_format(p->arena, "the relation \"%.*s\"",
                                   STR_ARG(q->levels[k].level->key)),
                        q->levels[k].level->at);
            names_add(&n, q->levels[k].member);
        }
        names_check(&n, SCOPE_MEMBER, d);
    }
}

// --- the header --------------------------------------------------------------

static void let_level(CWriter *w, const QueryPlan *q, const LevelPlan *l)
{
    cw_let(w, "Media", l->type);
    cw_let(w, "media", l->is.name);
    cw_let(w, "MEDIA", l->is.upper);
    cw_let(w, "member", l->member);
    cw_let(w, "what", q->what);
}

static Field child_field(Arena *a, const LevelPlan *child)
{
    const Level *l = child->level;
    if (l->many)
        return (Field){.name = child->member,
                       .type.name = str_format(a, "%.*sList", STR_ARG(child->type))};
    return (Field){.name = str_format(a, "*%.*s", STR_ARG(child->member)),
                   .type.name = child->type,
                   .type.note =
                       l->optional ? S("null if there is none") : S("never null")};
}

static void put_struct(CWriter *w, const QueryPlan *q, size_t i)
{
    const LevelPlan *l = &q->levels[i];
    size_t n = l->level->n;
    Field *members = arena_many(w->out.arena, Field, n + q->n_levels);
    for (size_t k = 0; k < n; k++)
        members[k] = l->fields[k];
    for (size_t k = i + 1; k < q->n_levels; k++)
        if (q->levels[k].level->parent == i)
            members[n++] = child_field(w->out.arena, &q->levels[k]);
    let_level(w, q, l);
    cw_comment(w, "", i ? "A row of $what$: $member$." : "A row of $what$.");
    cw_put(w, "typedef struct $Media$ {\n");
    put_members(w, members, n);
    cw_put(w, "} $Media$;\n"
              "\n");
}

void put_tree_types(CWriter *w, const QueryPlan *q)
{
    for (size_t i = q->n_levels; i-- > 0;) {
        const LevelPlan *l = &q->levels[i];
        if (l->table)
            continue;
        put_struct(w, q, i);
        if (i ? !l->level->many : q->face != FACE_MANY)
            continue;
        cw_put(w, "typedef struct $Media$List {\n"
                  "    $Media$ *items;\n"
                  "    size_t count;\n"
                  "} $Media$List;\n"
                  "\n");
    }
}

// --- reading a row -------------------------------------------------------------

// "&POSTS_ROW"
static Str row_name(Arena *a, const LevelPlan *l)
{
    return str_format(a, "&%.*s_ROW",
                      STR_ARG(l->table ? l->table->is.upper : l->is.upper));
}

// What is joined stands in the statement behind the column that says whether it is there.
static void put_level_fields(CWriter *w, const QueryPlan *q, size_t i)
{
    const LevelPlan *l = &q->levels[i];
    for (size_t k = 0; k < l->level->n; k++)
        put_column(w, l->type, &l->fields[k], k);
    for (size_t k = i + 1; k < q->n_levels; k++) {
        const LevelPlan *child = &q->levels[k];
        if (child->level->parent == i && child->level->joined)
            put_field(w, l->type, child->level->optional ? S("OPT_ONE") : S("ONE"),
                      child->level->first - 1 - l->level->first, child->member,
                      row_name(w->out.arena, child));
    }
}

// The columns of level i and of what is joined to it, however deep.
static size_t count_columns(const QueryPlan *q, size_t i)
{
    const Level *level = q->levels[i].level;
    size_t n = level->n;
    for (size_t k = i + 1; k < q->n_levels; k++) {
        const Level *child = q->levels[k].level;
        if (child->parent != i || !child->joined)
            continue;
        size_t end = child->first + count_columns(q, k) - level->first;
        n = end > n ? end : n;
    }
    return n;
}

static void put_row(CWriter *w, const QueryPlan *q, size_t i)
{
    let_level(w, q, &q->levels[i]);
    cw_let(w, "indent",
           str_z(cw_define(w, "static const WeaveField $media$_fields[]", " = {\n")));
    put_level_fields(w, q, i);
    cw_put(w, "$indent${WEAVE_READ_END, 0, 0, NULL},\n"
              "};\n"
              "\n");
    cw_let(w, "indent",
           str_z(cw_define(w, "static const WeaveRow $MEDIA$_ROW", " = {\n")));
    cw_let(w, "n", str_format(w->out.arena, "%zu", count_columns(q, i)));
    cw_put(w, "$indent$$media$_fields,\n"
              "$indent$$n$,\n"
              "$indent$sizeof($Media$),\n"
              "};\n"
              "\n");
}

// --- a level -------------------------------------------------------------------

// From the row of the parent's statement to the row it belongs to: "row->author".
static Str path_to(Arena *a, const QueryPlan *q, const LevelPlan *l)
{
    if (!l->level->joined)
        return S("row");
    Str before = path_to(a, q, &q->levels[l->level->parent]);
    return str_format(a, "%.*s->%.*s", STR_ARG(before), STR_ARG(l->member));
}

static const LevelPlan *statement_row(const QueryPlan *q, const LevelPlan *l)
{
    while (l->level->joined)
        l = &q->levels[l->level->parent];
    return l;
}

static void put_give(CWriter *w, const QueryPlan *q, const LevelPlan *l)
{
    static const Str params[] = {STR("void *parent"), STR("void *rows"),
                                 STR("size_t count")};
    const LevelPlan *parent = &q->levels[l->level->parent];
    cw_let(w, "Parent", statement_row(q, parent)->type);
    cw_let(w, "path", path_to(w->out.arena, q, parent));
    cw_call(w, "static void $media$_give", params, 3, "\n");
    cw_put(w, "{\n"
              "    $Parent$ *row = ($Parent$ *)parent;\n");
    if (l->level->many)
        cw_put(w, "    $path$->$member$.items = ($Media$ *)rows;\n"
                  "    $path$->$member$.count = count;\n");
    else
        cw_put(w, l->level->optional
                      ? "    $path$->$member$ = count ? ($Media$ *)rows : NULL;\n"
                      : "    (void)count;\n"
                        "    $path$->$member$ = ($Media$ *)rows;\n");
    cw_put(w, "}\n"
              "\n");
}

static size_t put_rowids(CWriter *w, const QueryPlan *q, const LevelPlan *l)
{
    Buf list = {.arena = w->out.arena};
    size_t n = 0;
    for (size_t i = 1; i < q->n_levels; i++) {
        const Level *child = q->levels[i].level;
        const Level *parent = q->levels[child->parent].level;
        if (!child->joined && parent->part == l->level->part)
            buf_format(&list, "%s%u", n++ ? ", " : "", (unsigned)parent->rowid);
    }
    if (n) {
        cw_let(w, "list", buf_str(&list));
        cw_put(w, "static const int $MEDIA$_ROWIDS[] = {$list$};\n"
                  "\n");
    }
    return n;
}

static void put_kind(CWriter *w, const QueryPlan *q, const LevelPlan *l)
{
    Arena *a = w->out.arena;
    bool is_root = l == q->levels;
    size_t n = put_rowids(w, q, l), parent = is_root ? 0 : l->statement->n_columns - 1;
    const char *indent =
        cw_define(w, "static const WeaveLevelKind $MEDIA$_LEVEL", " = {\n");
    Str name = l->is.name, none = S("NULL");
    Str values[] = {row_name(a, l),
                    is_root ? none : str_format(a, "%.*s_give", STR_ARG(name)),
                    str_format(a, "%zu", parent),
                    n ? str_format(a, "%.*s_ROWIDS", STR_ARG(l->is.upper)) : none,
                    str_format(a, "%zu", n),
                    l->level->many || l->level->optional || is_root ? S("false")
                                                                    : S("true")};
    static const Str members[] = {STR("row"),    STR("give"),     STR("parent"),
                                  STR("rowids"), STR("n_rowids"), STR("always")};
    CWLine lines[6];
    for (size_t i = 0; i < 6; i++)
        lines[i] =
            (CWLine){str_format(a, "%s%.*s,", indent, STR_ARG(values[i])), members[i]};
    cw_lines(w, lines, 6);
    cw_put(w, "};\n"
              "\n");
}

// --- the function ----------------------------------------------------------------

static void put_parents(CWriter *w, const QueryPlan *q, const LevelPlan *l, int number)
{
    Arena *a = w->out.arena;
    Str of =
        str_format(a, "&level[%u]", (unsigned)q->levels[l->level->parent].level->part);
    Str args[] = {S("&q"), str_format(a, "%d", number),
                  str_format(a, "weave_level_rowids(%.*s, %zu)", STR_ARG(of), l->i)};
    cw_call(w, "    weave_bind_int_list", args, 3, ";\n");
}

static void put_level_binds(CWriter *w, const QueryPlan *q, const LevelPlan *l)
{
    for (size_t i = 0; i < l->statement->n_params; i++) {
        const CheckedParam *p = &l->statement->params[i];
        size_t k = 0;
        if (str_eq(p->name, LEVEL_PARENTS)) {
            put_parents(w, q, l, p->number);
            continue;
        }
        while (!str_eq(q->checked->params[k].name, p->name))
            k++;
        put_bind(w, q, k, str_format(w->out.arena, "%d", p->number), "q");
    }
}

static void put_level(CWriter *w, const QueryPlan *q, const LevelPlan *l)
{
    Arena *a = w->out.arena;
    bool is_root = l == q->levels;
    unsigned part = (unsigned)l->level->part;
    unsigned of = is_root ? 0 : (unsigned)q->levels[l->level->parent].level->part;
    Str query_args[] = {S("&tree"), S("&$MEDIA$_SQL")};
    Str args[] = {S("&tree"), S("&q"), S("&$MEDIA$_LEVEL"),
                  is_root ? S("NULL") : str_format(a, "&level[%u]", of),
                  str_format(a, "%zu", l->i)};
    let_level(w, q, l);
    cw_let(w, "part", str_format(a, "%u", part));
    cw_call(
        w, is_root ? "    WeaveQuery q = weave_tree_query" : "    q = weave_tree_query",
        query_args, 2, ";\n");
    put_level_binds(w, q, l);
    let_level(w, q, l);
    cw_call(w, "    level[$part$] = weave_tree_read", args, 5, ";\n");
}

static void put_end(CWriter *w, const QueryPlan *q)
{
    let_level(w, q, q->levels);
    cw_put(w, "    memset(out, 0, sizeof *out);\n");
    if (q->face == FACE_ONE)
        cw_put(w, "    WeaveStatus status = weave_tree_end_one(&tree, &level[0]);\n"
                  "    if (status == WEAVE_OK)\n"
                  "        *out = *($Media$ *)level[0].rows;\n");
    else
        cw_put(w, "    WeaveStatus status = weave_tree_end(&tree);\n"
                  "    if (status == WEAVE_OK) {\n"
                  "        out->items = ($Media$ *)level[0].rows;\n"
                  "        out->count = level[0].count;\n"
                  "    }\n");
    cw_put(w, "    return status;\n"
              "}\n"
              "\n");
}

static void put_function(CWriter *w, const QueryPlan *q)
{
    Str args[] = {S("db"), S("mem"), S("&$MEDIA$_SQL"),
                  str_format(w->out.arena, "%zu", q->n_statements)};
    put_prototype(w, q, "\n");
    cw_put(w, "{\n");
    let_level(w, q, q->levels);
    cw_let(w, "n", args[3]);
    cw_put(w, "    WeaveLevel level[$n$];\n");
    cw_call(w, "    WeaveTree tree = weave_tree", args, 4, ";\n");
    for (size_t i = 0; i < q->n_levels; i++)
        if (!q->levels[i].level->joined)
            put_level(w, q, &q->levels[i]);
    put_end(w, q);
}

void put_tree_source(CWriter *w, const QueryPlan *q)
{
    for (size_t i = q->n_levels; i-- > 0;)
        if (!q->levels[i].table)
            put_row(w, q, i);
    for (size_t i = 0; i < q->n_levels; i++) {
        const LevelPlan *l = &q->levels[i];
        if (l->level->joined)
            continue;
        let_level(w, q, l);
        put_own_statement(w, q, l->statement, l->is.upper);
        let_level(w, q, l);
        if (i)
            put_give(w, q, l);
        put_kind(w, q, l);
    }
    put_function(w, q);
}
