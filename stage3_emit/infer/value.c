// value.c - values, and what two of them make together.

#include "stage3_emit/infer/value.h"

// --- making --------------------------------------------------------------------

Val val_of_classes(const SqlExpr *e, Classes classes, bool nullable)
{
    return (Val){.classes = classes, .nullable = nullable, .expr = e};
}

Val val_of(const SqlExpr *e, StorageClass storage, bool nullable)
{
    return val_of_classes(e, storage == CLASS_ANY ? CLASSES_ALL : CLASSES_OF(storage),
                          nullable);
}

Val val_any(const SqlExpr *e, Why why)
{
    return (Val){
        .classes = CLASSES_ALL, .nullable = why.text != NULL, .why = why, .expr = e};
}

Val val_bool(const SqlExpr *e, bool nullable)
{
    Val v = val_of(e, CLASS_INTEGER, nullable);
    v.mode = MODE_BOOLEAN;
    return v;
}

Val val_null(const SqlExpr *e)
{
    return (Val){.nullable = true, .why = {"it is NULL", NULL, NULL}, .expr = e};
}

void val_nullable(Val *v, const char *text)
{
    if (!v->nullable)
        v->why = (Why){text, v->expr, NULL};
    v->nullable = true;
}

void val_nullable_as(Val *v, const Val *of)
{
    if (!v->nullable && of->nullable)
        v->why = of->why;
    v->nullable |= of->nullable;
}

// --- asking --------------------------------------------------------------------

Type val_type(const Val *v)
{
    StorageClass storage = v->classes ? classes_storage(v->classes) : CLASS_ANY;
    if (storage == CLASS_ANY)
        return (Type){.storage = CLASS_ANY};
    return (Type){storage, v->mode, v->enum_of};
}

bool val_is_blank(const Val *v)
{
    return v->classes == CLASSES_NONE;
}

bool val_is(const Val *v, StorageClass storage)
{
    return v->classes == CLASSES_OF(storage);
}

bool val_is_number(const Val *v)
{
    Classes number = CLASSES_OF(CLASS_INTEGER) | CLASSES_OF(CLASS_REAL);
    return v->classes && (v->classes & ~number) == 0;
}

// --- joining -------------------------------------------------------------------

// Modes that say no more than the storage class does.
static bool is_plain(Mode m)
{
    return m == MODE_NONE || m == MODE_NUMBER || m == MODE_TEXT || m == MODE_BUFFER;
}

static bool same_enum(const ModelColumn *a, const ModelColumn *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->n_enum_values != b->n_enum_values)
        return false;
    for (size_t i = 0; i < a->n_enum_values; i++)
        if (!str_eq(a->enum_values[i], b->enum_values[i]))
            return false;
    return true;
}

// An integer and a real make a real; a text with an enum and one without, a text.
bool type_join(Type a, Type b, Type *out)
{
    bool numbers = (a.storage == CLASS_INTEGER || a.storage == CLASS_REAL) &&
                   (b.storage == CLASS_INTEGER || b.storage == CLASS_REAL);
    *out = a;
    if (!same_enum(a.enum_of, b.enum_of))
        out->enum_of = NULL;
    if (is_plain(a.mode) && is_plain(b.mode)) {
        out->mode = a.mode == MODE_NONE ? b.mode : a.mode;
        if (numbers && a.storage != b.storage)
            *out = (Type){.storage = CLASS_REAL};
        return numbers || a.storage == b.storage;
    }
    return a.storage == b.storage && a.mode == b.mode;
}

static Mode join_modes(const Val *a, const Val *b)
{
    if (a->mode == b->mode)
        return a->mode;
    if ((a->truth && b->mode == MODE_BOOLEAN) || (b->truth && a->mode == MODE_BOOLEAN))
        return MODE_BOOLEAN;
    if (a->classes != b->classes || !is_plain(a->mode) || !is_plain(b->mode))
        return MODE_NONE;
    return a->mode == MODE_NONE ? b->mode : a->mode;
}

// Whether e is one of the texts that the column may hold.
static bool in_enum(Infer *x, const ModelColumn *c, const SqlExpr *e)
{
    if (!c || !e || e->kind != SQL_STRING)
        return false;
    Str text = sql_unquote(x->arena, e->text);
    for (size_t i = 0; i < c->n_enum_values; i++)
        if (str_eq(c->enum_values[i], text))
            return true;
    return false;
}

static const ModelColumn *join_enums(Infer *x, const Val *a, const Val *b)
{
    if (same_enum(a->enum_of, b->enum_of) || in_enum(x, a->enum_of, b->expr))
        return a->enum_of;
    return in_enum(x, b->enum_of, a->expr) ? b->enum_of : NULL;
}

static Val join_types(Infer *x, const Val *a, const Val *b)
{
    if (val_is_blank(a) || val_is_blank(b))
        return val_is_blank(a) ? *b : *a;
    Val v = *a;
    v.mode = join_modes(a, b);
    v.enum_of = join_enums(x, a, b);
    if (v.enum_of)
        v.mode = v.enum_of->type.mode;
    v.classes = a->classes | b->classes;
    v.truth = a->truth && b->truth;
    v.open = a->classes == CLASSES_ALL   ? a->open
             : b->classes == CLASSES_ALL ? b->open
                                         : true;
    if (b->classes == CLASSES_ALL && a->classes != CLASSES_ALL)
        v.why_any = b->why_any;
    else if (a->classes != CLASSES_ALL && v.classes != a->classes)
        v.why_any = "%s has values of several types";
    return v;
}

Val val_join(Infer *x, Val a, Val b)
{
    Val v = join_types(x, &a, &b);
    bool alike = str_eq_nocase(a.collation, b.collation);
    v.nullable = a.nullable || b.nullable;
    v.why = a.nullable ? a.why : b.why;
    v.affinity = a.affinity == b.affinity ? a.affinity : AFFINITY_NUMERIC;
    v.collation = alike ? a.collation : S("?");
    v.column = a.column == b.column ? a.column : NULL;
    v.params = params_join(x, a.params, b.params);
    v.terms = params_join(x, a.terms, b.terms);
    return v;
}

// --- reasons -------------------------------------------------------------------

Str why_text(Infer *x, const Why *why)
{
    if (!why->text)
        return (Str){0};
    size_t hole = str_find_str(str_z(why->text), S("%s"));
    if (hole == STR_NONE)
        return str_copy(x->arena, str_z(why->text));
    Str name = S("it");
    if (why->column)
        name = str_format(x->arena, "%.*s.%.*s", STR_ARG(why->column->table->name),
                          STR_ARG(why->column->name));
    else if (infer_text_of(x, why->expr).len)
        name = infer_text_of(x, why->expr);
    return str_format(x->arena, "%.*s%.*s%s", (int)hole, why->text, STR_ARG(name),
                      why->text + hole + 2);
}
