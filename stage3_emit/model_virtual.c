// model_virtual.c - virtual tables and table-valued functions: their modules declare
// names and seldom types, but their manuals say what the columns hold.

#include "stage3_emit/model_read.h"

static ModelColumn *column_at(const ModelTable *t, size_t i)
{
    return (ModelColumn *)(uintptr_t)&t->columns[i]; // ours until model_read() returns
}

static void set(ModelColumn *c, StorageClass storage, bool not_null)
{
    c->type = (Type){.storage = storage};
    c->classes = CLASSES_OF(storage);
    c->not_null = not_null;
}

// --- virtual tables ------------------------------------------------------------

// The word behind USING.
static Str module_of(const SqlText *t, size_t *at)
{
    for (size_t i = 0; i + 1 < t->n_tokens; i++)
        if (t->tokens[i].kind == TOKEN_WORD && t->tokens[i].keyword == KW_USING) {
            *at = i + 2;
            SqlAt name = t->tokens[i + 1].at;
            return str_cut(t->sql, name.start, name.end);
        }
    return (Str){0};
}

// Whether the argument that begins with this column's name ends with UNINDEXED: such a
// column holds what it is given, while the others hold the texts that are searched.
static bool is_unindexed(Arena *a, const SqlText *t, size_t from, Str column)
{
    bool mine = false, begins = true;
    for (size_t i = from; i < t->n_tokens; i++) {
        SqlTokenKind kind = t->tokens[i].kind;
        Str word = str_cut(t->sql, t->tokens[i].at.start, t->tokens[i].at.end);
        if (kind == TOKEN_LP || kind == TOKEN_COMMA) {
            begins = true;
            mine = false;
            continue;
        }
        if (begins)
            mine = str_eq_nocase(sql_unquote(a, word), column);
        else if (mine && str_eq_nocase(word, S("UNINDEXED")))
            return true;
        begins = false;
    }
    return false;
}

static void full_text(Arena *a, const ModelTable *t, const SqlText *text, size_t args)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        ModelColumn *c = column_at(t, i);
        bool of_index = c->hidden && !str_eq_nocase(c->name, t->name);
        if (of_index && str_eq_nocase(c->name, S("rank")))
            set(c, CLASS_REAL, false);
        else if (of_index)
            set(c, CLASS_INTEGER, false); // docid, __langid
        else if (!is_unindexed(a, text, args, c->name))
            set(c, CLASS_TEXT, false);
    }
}

// The id, coordinates, and after them what "+name" stores as it is given.
static void r_tree(const ModelTable *t)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        ModelColumn *c = column_at(t, i);
        if (str_eq_nocase(c->sql_type, S("INT")))
            set(c, CLASS_INTEGER, true);
        else if (str_eq_nocase(c->sql_type, S("REAL")))
            set(c, CLASS_REAL, true);
    }
}

void reader_virtual(ModelTable *t)
{
    Arena mem = {0};
    size_t args = 0;
    SqlText text = sql_lex(&mem, t->sql);
    Str module = module_of(&text, &args);
    if (str_eq_nocase(module, S("fts5")) || str_eq_nocase(module, S("fts4")) ||
        str_eq_nocase(module, S("fts3")))
        full_text(&mem, t, &text, args);
    else if (str_eq_nocase(module, S("rtree")) || str_eq_nocase(module, S("rtree_i32")))
        r_tree(t);
    arena_free(&mem);
}

// --- table-valued functions ----------------------------------------------------

static void json_walker(const ModelTable *t)
{
    static const struct {
        const char *name;
        StorageClass storage;
        bool not_null;
    } known[] = {
        {"type", CLASS_TEXT, true},       {"id", CLASS_INTEGER, true},
        {"parent", CLASS_INTEGER, false}, {"fullkey", CLASS_TEXT, true},
        {"path", CLASS_TEXT, true},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        for (size_t k = 0; k < t->n_columns; k++)
            if (str_eq_nocase(t->columns[k].name, str_z(known[i].name)))
                set(column_at(t, k), known[i].storage, known[i].not_null);
}

static void as_declared(const ModelTable *t)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        StorageClass storage =
            type_of_declaration(t->columns[i].sql_type, false).storage;
        if (storage != CLASS_ANY)
            set(column_at(t, i), storage, false);
    }
}

typedef struct FunctionList {
    ModelTable *items;
    size_t n, capacity;
} FunctionList;

static void add_functions(const Reader *r, FunctionList *list, const char *names)
{
    sqlite3_stmt *stmt = reader_ask(r, names, (Str){0});
    while (reader_next(stmt)) {
        Str name = reader_text(r, stmt, 0);
        *arena_push(r->arena, *list, ModelTable) =
            (ModelTable){.name = name, .key = name, .kind = MODEL_VIRTUAL};
    }
    sqlite3_finalize(stmt);
}

void reader_functions(const Reader *r, Model *m)
{
    FunctionList list = {0};
    add_functions(
        r, &list,
        "SELECT name FROM pragma_module_list WHERE name NOT LIKE 'pragma\\_%' "
        "ESCAPE '\\'");
    add_functions(r, &list, "SELECT 'pragma_' || name FROM pragma_pragma_list");
    add_functions(r, &list, "VALUES ('sqlite_schema'), ('sqlite_master')");
    for (size_t i = 0; i < list.n; i++) {
        ModelTable *t = &list.items[i];
        reader_columns(r, t); // none: it is no function
        if (str_eq_nocase(t->name, S("json_each")) ||
            str_eq_nocase(t->name, S("json_tree")))
            json_walker(t);
        else if (str_starts(t->name, "sqlite_"))
            as_declared(t);
    }
    m->functions = list.items;
    m->n_functions = list.n;
}
