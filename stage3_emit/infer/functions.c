// functions.c - SQLite's functions: what each gives, and what it takes.

#include "stage3_emit/infer/value.h"

static const Function functions[] = {
    {"abs", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"acos", PLAIN, CLASS_REAL, MAYBE, "."},
    {"acosh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"asin", PLAIN, CLASS_REAL, MAYBE, "."},
    {"asinh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"atan", PLAIN, CLASS_REAL, MAYBE, "."},
    {"atan2", PLAIN, CLASS_REAL, MAYBE, "."},
    {"atanh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"avg", COLLECT, CLASS_REAL, OF_ANY, "."},
    {"bm25", PLAIN, CLASS_REAL, MAYBE, "."},
    {"ceil", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"ceiling", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"changes", PLAIN, CLASS_INTEGER, NEVER, "."},
    {"char", PLAIN, CLASS_TEXT, NEVER, "i"},
    {"coalesce", COALESCE, CLASS_ANY, MAYBE, "."},
    {"concat", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"concat_ws", PLAIN, CLASS_TEXT, MAYBE, "t."},
    {"cos", PLAIN, CLASS_REAL, MAYBE, "."},
    {"cosh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"count", COUNT, CLASS_INTEGER, NEVER, "."},
    {"cume_dist", RANKING, CLASS_REAL, NEVER, "."},
    {"date", PLAIN, CLASS_TEXT, CLOCK, "."},
    {"datetime", PLAIN, CLASS_TEXT, CLOCK, "."},
    {"degrees", PLAIN, CLASS_REAL, MAYBE, "."},
    {"dense_rank", RANKING, CLASS_INTEGER, NEVER, "."},
    {"exp", PLAIN, CLASS_REAL, MAYBE, "."},
    {"first_value", FRAMED, CLASS_ANY, MAYBE, "."},
    {"floor", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"format", PLAIN, CLASS_TEXT, MAYBE, "t."},
    {"glob", PLAIN, CLASS_INTEGER, OF_ANY, "t"},
    {"group_concat", COLLECT, CLASS_TEXT, OF_ANY, ".t"},
    {"hex", PLAIN, CLASS_TEXT, NEVER, "."},
    {"highlight", PLAIN, CLASS_TEXT, MAYBE, ".itt"},
    {"if", IIF, CLASS_ANY, MAYBE, "."},
    {"ifnull", COALESCE, CLASS_ANY, MAYBE, "."},
    {"iif", IIF, CLASS_ANY, MAYBE, "."},
    {"instr", PLAIN, CLASS_INTEGER, OF_ANY, "t"},
    {"json", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_array", PLAIN, CLASS_TEXT, NEVER, "."},
    {"json_array_length", PLAIN, CLASS_INTEGER, MAYBE, ".t"},
    {"json_error_position", PLAIN, CLASS_INTEGER, MAYBE, "."},
    {"json_extract", PLAIN, CLASS_ANY, MAYBE, ".t"},
    {"json_group_array", COLLECT_ALL, CLASS_TEXT, NEVER, "."},
    {"json_group_object", COLLECT_ALL, CLASS_TEXT, NEVER, "t."},
    {"json_insert", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_object", PLAIN, CLASS_TEXT, NEVER, "."},
    {"json_patch", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_pretty", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_quote", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_remove", PLAIN, CLASS_TEXT, MAYBE, ".t"},
    {"json_replace", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_set", PLAIN, CLASS_TEXT, MAYBE, "."},
    {"json_type", PLAIN, CLASS_TEXT, MAYBE, ".t"},
    {"json_valid", PLAIN, CLASS_INTEGER, OF_ANY, "."},
    {"julianday", PLAIN, CLASS_REAL, CLOCK, "."},
    {"lag", SHIFTED, CLASS_ANY, MAYBE, ".i."},
    {"last_insert_rowid", PLAIN, CLASS_INTEGER, NEVER, "."},
    {"last_value", FRAMED, CLASS_ANY, MAYBE, "."},
    {"lead", SHIFTED, CLASS_ANY, MAYBE, ".i."},
    {"length", PLAIN, CLASS_INTEGER, OF_ANY, "."},
    {"like", PLAIN, CLASS_INTEGER, OF_ANY, "t"},
    {"likelihood", FIRST, CLASS_ANY, MAYBE, "."},
    {"likely", FIRST, CLASS_ANY, MAYBE, "."},
    {"ln", PLAIN, CLASS_REAL, MAYBE, "."},
    {"log", PLAIN, CLASS_REAL, MAYBE, "."},
    {"log10", PLAIN, CLASS_REAL, MAYBE, "."},
    {"log2", PLAIN, CLASS_REAL, MAYBE, "."},
    {"lower", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"ltrim", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"max", MIN_MAX, CLASS_ANY, OF_ANY, "."},
    {"min", MIN_MAX, CLASS_ANY, OF_ANY, "."},
    {"mod", PLAIN, CLASS_REAL, MAYBE, "."},
    {"nth_value", SHIFTED, CLASS_ANY, MAYBE, ".i"},
    {"ntile", RANKING, CLASS_INTEGER, NEVER, "i"},
    {"nullif", NULLIF, CLASS_ANY, MAYBE, "."},
    {"octet_length", PLAIN, CLASS_INTEGER, OF_ANY, "."},
    {"percent_rank", RANKING, CLASS_REAL, NEVER, "."},
    {"pi", PLAIN, CLASS_REAL, NEVER, "."},
    {"pow", PLAIN, CLASS_REAL, MAYBE, "."},
    {"power", PLAIN, CLASS_REAL, MAYBE, "."},
    {"printf", PLAIN, CLASS_TEXT, MAYBE, "t."},
    {"quote", PLAIN, CLASS_TEXT, NEVER, "."},
    {"radians", PLAIN, CLASS_REAL, MAYBE, "."},
    {"random", PLAIN, CLASS_INTEGER, NEVER, "."},
    {"randomblob", PLAIN, CLASS_BLOB, NEVER, "i"},
    {"rank", RANKING, CLASS_INTEGER, NEVER, "."},
    {"replace", TEXT_OR_ANY, CLASS_ANY, OF_ANY, "t"},
    {"round", PLAIN, CLASS_REAL, OF_ANY, ".i"},
    {"row_number", RANKING, CLASS_INTEGER, NEVER, "."},
    {"rtrim", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"sign", PLAIN, CLASS_INTEGER, MAYBE, "."},
    {"sin", PLAIN, CLASS_REAL, MAYBE, "."},
    {"sinh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"snippet", PLAIN, CLASS_TEXT, MAYBE, ".ittti"},
    {"soundex", PLAIN, CLASS_TEXT, MAYBE, "t"},
    {"sqlite_source_id", PLAIN, CLASS_TEXT, NEVER, "."},
    {"sqlite_version", PLAIN, CLASS_TEXT, NEVER, "."},
    {"sqrt", PLAIN, CLASS_REAL, MAYBE, "."},
    {"strftime", PLAIN, CLASS_TEXT, CLOCK, "t."},
    {"string_agg", COLLECT, CLASS_TEXT, OF_ANY, ".t"},
    {"substr", TEXT_OR_ANY, CLASS_ANY, OF_ANY, ".i"},
    {"substring", TEXT_OR_ANY, CLASS_ANY, OF_ANY, ".i"},
    {"sum", SUM, CLASS_ANY, OF_ANY, "."},
    {"tan", PLAIN, CLASS_REAL, MAYBE, "."},
    {"tanh", PLAIN, CLASS_REAL, MAYBE, "."},
    {"time", PLAIN, CLASS_TEXT, CLOCK, "."},
    {"total", COLLECT_ALL, CLASS_REAL, MAYBE, "."},
    {"total_changes", PLAIN, CLASS_INTEGER, NEVER, "."},
    {"trim", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"trunc", NUMBER, CLASS_ANY, OF_ANY, "."},
    {"typeof", PLAIN, CLASS_TEXT, NEVER, "."},
    {"unhex", PLAIN, CLASS_BLOB, MAYBE, "t"},
    {"unicode", PLAIN, CLASS_INTEGER, MAYBE, "t"},
    {"unixepoch", PLAIN, CLASS_ANY, CLOCK, "."},
    {"unlikely", FIRST, CLASS_ANY, MAYBE, "."},
    {"upper", PLAIN, CLASS_TEXT, OF_ANY, "t"},
    {"zeroblob", PLAIN, CLASS_BLOB, NEVER, "i"},
};

const Function *function_find(Str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (str_eq_nocase(str_z(functions[i].name), name))
            return &functions[i];
    return NULL;
}

bool call_is_aggregate(const SqlExpr *e)
{
    const Function *f =
        e->kind == SQL_CALL && !e->call->over ? function_find(e->text) : NULL;
    if (!f)
        return false;
    return f->shape == COUNT || f->shape == SUM || f->shape == COLLECT ||
           f->shape == COLLECT_ALL || (f->shape == MIN_MAX && e->list.n == 1);
}

bool call_may_be_aggregate(const SqlExpr *e)
{
    return call_is_aggregate(e) ||
           (e->kind == SQL_CALL && !e->call->over && !function_find(e->text));
}

bool function_is_random(const Function *f)
{
    return str_starts(str_z(f->name), "random");
}
