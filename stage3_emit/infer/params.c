// params.c - what each parameter is, from all it has met and all the user says.
//
// What is stored in a column or compared with one decides; failing that, what stands
// where only one type makes sense; failing that, the name. What decides must agree with
// itself. A declaration is believed, unless what it says cannot be stored.

#include "stage3_emit/affinity.h"
#include "stage3_emit/infer/value.h"

// Where the parameter of the same place stands in the text as the user wrote it, whose
// stars are not written out and whose lines are not laid out.
static Span place_of(Infer *x, const Query *q, const SqlExpr *param)
{
    SqlText text = sql_lex(x->arena, q->sql);
    for (size_t i = 0; i < text.n_tokens; i++) {
        const SqlToken *t = &text.tokens[i];
        if (t->kind == TOKEN_PARAM && t->ordinal == param->ordinal)
            return pieces_span(q->pieces, q->n_pieces, t->at.start,
                               t->at.end - t->at.start);
    }
    return q->at;
}

// "timestamp_ms (post.created_at)"
static Str describe(Arena *a, Type type, const ModelColumn *column)
{
    const char *mode = type_mode_name(type);
    if (!column)
        return str_copy(a, str_z(mode));
    return str_format(a, "%s (%.*s.%.*s)", mode, STR_ARG(column->table->name),
                      STR_ARG(column->name));
}

// --- inferred ------------------------------------------------------------------

// The uses that decide: those of columns, else those of places, else of the name.
static bool decides(const Use *u, UseKind strongest)
{
    return u->kind == strongest ||
           (u->kind == USE_COMPARED && strongest == USE_ASSIGNED);
}

static UseKind strongest_of(const Use *uses)
{
    UseKind strongest = USE_NAMED;
    for (const Use *u = uses; u; u = u->next)
        if (u->kind > strongest)
            strongest = u->kind;
    return strongest;
}

static Str why_untyped(Infer *x, const ParamState *state)
{
    if (!state->untyped)
        return S("nothing says what it is");
    SqlAt at = state->untyped->at;
    if (at.end - at.start > 60)
        return S("it meets only expressions whose type is not certain");
    return str_format(x->arena, "it meets only %.*s, whose type is not certain",
                      (int)(at.end - at.start), x->sql.ptr + at.start);
}

static void infer_one(Infer *x, const ParamState *state, CheckedParam *out)
{
    UseKind strongest = strongest_of(state->uses);
    const Use *first = NULL, *anything = NULL;
    out->known = KNOWN_INFERRED;
    for (const Use *u = state->uses; u; u = u->next) {
        if (!decides(u, strongest))
            continue;
        if (u->type.storage == CLASS_ANY) {
            anything = u;
            continue;
        }
        Type joined;
        if (!first) {
            first = u;
            out->type = u->type;
            out->from = u->column;
        } else if (type_join(out->type, u->type, &joined)) {
            out->type = joined;
        } else {
            Str a = describe(x->arena, first->type, first->column);
            Str b = describe(x->arena, u->type, u->column);
            out->why_unknown = str_format(x->arena, "it is both %.*s and %.*s",
                                          STR_ARG(a), STR_ARG(b));
            break;
        }
    }
    if (!first && anything) {
        out->type = anything->type;
        out->from = anything->column;
    } else if (!first)
        out->why_unknown = why_untyped(x, state);
    if (!out->why_unknown.len)
        return;
    out->known = KNOWN_UNKNOWN;
    out->type = (Type){.storage = CLASS_ANY};
    out->from = NULL;
}

// --- declared ------------------------------------------------------------------

bool infer_declared(const Model *m, Str declared, Type *type, const ModelColumn **from)
{
    *from = model_find_path(m, declared);
    if (!*from)
        return type_of_word(declared, type);
    *type = (*from)->type;
    return true;
}

Type infer_stored_as(Type declared, Type column)
{
    bool number = column.storage == CLASS_INTEGER || column.storage == CLASS_REAL;
    if ((declared.mode == MODE_BIGINT && (number || column.storage == CLASS_BLOB)) ||
        (declared.mode == MODE_JSON &&
         (column.storage == CLASS_TEXT || column.storage == CLASS_BLOB)))
        declared.storage = column.storage;
    return declared;
}

// Whether a value of class is certainly not what the column is for. Texts of a column
// of numbers are, though SQLite would make a number of '12'; numbers of a column of
// texts are not: they become texts.
static bool cannot_be_stored(StorageClass class, const ModelColumn *c)
{
    switch (c->type.storage) {
    case CLASS_TEXT: return class == CLASS_BLOB;
    case CLASS_BLOB: return class != CLASS_BLOB;
    case CLASS_INTEGER:
    case CLASS_REAL:
        return class == CLASS_BLOB ||
               (class == CLASS_TEXT && affinity_of(c->sql_type) != AFFINITY_NUMERIC);
    default: return false;
    }
}

static bool cannot_be_equal(StorageClass class, const ModelColumn *c)
{
    return (class == CLASS_BLOB) != (c->type.storage == CLASS_BLOB);
}

static void check_use(Infer *x, Diag *d, const Query *q, const Param *said, Type type,
                      const Use *u)
{
    bool assigned = u->kind == USE_ASSIGNED;
    if (type.storage == CLASS_ANY || u->kind < USE_COMPARED ||
        u->type.storage == CLASS_ANY ||
        !(assigned ? cannot_be_stored : cannot_be_equal)(type.storage, u->column))
        return;
    Str column = describe(x->arena, u->column->type, u->column);
    diag_error(d, said->at, DIAG_W311,
               "the parameter '%.*s' is declared %.*s and %s %.*s.%.*s, which is %s",
               STR_ARG(said->name), STR_ARG(said->declared),
               assigned ? "stored in" : "compared with",
               STR_ARG(u->column->table->name), STR_ARG(u->column->name),
               storage_name(u->column->type.storage));
    diag_note(d, place_of(x, q, u->param), "here it meets %.*s", STR_ARG(column));
}

static void report_unreadable(Diag *d, const Param *said)
{
    if (str_find(said->declared, '.') == STR_NONE)
        diag_error(d, said->at, DIAG_W121, "'%.*s' is no type of a parameter",
                   STR_ARG(said->declared));
    else
        diag_error(d, said->at, DIAG_W302, "no such column: %.*s",
                   STR_ARG(said->declared));
}

static void declare(Infer *x, Diag *d, const Query *q, const Param *said,
                    CheckedParam *out)
{
    const ParamState *state = &x->params[out->number - 1];
    Type type;
    const ModelColumn *from;
    if (!infer_declared(x->model, said->declared, &type, &from)) {
        report_unreadable(d, said);
        return;
    }
    for (const Use *u = state->uses; u; u = u->next)
        if (u->kind >= USE_COMPARED)
            type = infer_stored_as(type, u->type);
    for (const Use *u = state->uses; u; u = u->next)
        check_use(x, d, q, said, type, u);
    out->type = type;
    out->from = from;
    out->known = KNOWN_DECLARED;
    out->nullable = said->nullable;
    out->why_unknown = (Str){0};
}

// --- all -----------------------------------------------------------------------

static const Param *find_param(const Query *q, Str name)
{
    for (size_t i = 0; i < q->n_params; i++)
        if (str_eq(q->params[i].name, name))
            return &q->params[i];
    return NULL;
}

CheckedParam *infer_params(Infer *x, const Facts *f, Diag *d, const Query *q)
{
    CheckedParam *params = arena_many(x->arena, CheckedParam, f->n_params);
    for (size_t i = 0; i < f->n_params; i++) {
        CheckedParam *p = &params[i];
        const ParamState *state = &x->params[i];
        Str name = f->params[i];
        p->number = (int)i + 1;
        p->name = name.len ? name : str_format(x->arena, "p%zu", i + 1);
        const Param *said = find_param(q, p->name);
        infer_one(x, state, p);
        p->nullable = state->nullable || (said && said->nullable);
        if (said && said->declared.len)
            declare(x, d, q, said, p);
        p->list = state->list || (said && said->list);
        p->nullable = p->nullable && !p->list;
        p->at = said ? said->at : state->first ? place_of(x, q, state->first) : q->at;
    }
    return params;
}
