// test_types.c - declared SQL types, and the words of 'name: TYPE'.

#include "stage3_emit/affinity.h"
#include "stage3_emit/model.h"

#include <criterion/criterion.h>
#include <sqlite3.h>

static void expect(const char *declared, const char *storage)
{
    Type t = type_of_declaration(str_z(declared), false);
    cr_expect_str_eq(storage_name(t.storage), storage, "%s", declared);
}

Test(types, a_declaration_gives_the_class_that_is_meant)
{
    expect("INTEGER", "integer");
    expect("unsigned big int", "integer");
    expect("VARCHAR(255)", "text");
    expect("text(20)", "text");
    expect("CLOB", "text");
    expect("DOUBLE PRECISION", "real");
    expect("FLOAT", "real");
    expect("BLOB", "blob");
    expect("NUMERIC", "real");
    expect("DECIMAL(10, 2)", "real");
    expect("BOOLEAN", "integer");
    expect("DATE", "integer");
    expect("timestamp", "integer");
    expect("DATETIME", "integer");
    expect("", "any");
    expect("JSON", "any");
    expect("STRING", "any");
    cr_expect_eq(type_of_declaration(S("ANY"), true).storage, CLASS_ANY);
    cr_expect_eq(type_of_declaration(S("boolean"), false).mode, MODE_BOOLEAN);
}

// What SQLite stores of 'x', '1' and 1.5 tells every affinity from the others.
static Affinity affinity_by_sqlite(sqlite3 *db, const char *declared)
{
    char sql[200];
    sqlite3_stmt *stmt;
    sqlite3_exec(db, "DROP TABLE IF EXISTS t", NULL, NULL, NULL);
    snprintf(sql, sizeof sql, "CREATE TABLE t (x %s)", declared);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", declared);
    sqlite3_exec(db, "INSERT INTO t VALUES ('1'), (1)", NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "SELECT group_concat(typeof(x)) FROM t", -1, &stmt, NULL);
    sqlite3_step(stmt);
    Str stored = str_z((const char *)sqlite3_column_text(stmt, 0));
    Affinity a = str_is(stored, "text,integer")      ? AFFINITY_BLOB
                 : str_is(stored, "text,text")       ? AFFINITY_TEXT
                 : str_is(stored, "integer,integer") ? AFFINITY_NUMERIC
                                                     : AFFINITY_REAL;
    sqlite3_finalize(stmt);
    return a;
}

Test(types, affinity_is_sqlites)
{
    static const char *const declared[] = {
        "",         "INT",    "BIGINT",         "CHARINT",  "VARCHAR(9)",
        "NCHAR",    "CLOB",   "TEXT",           "BLOB",     "REAL",
        "FLOAT",    "DOUBLE", "FLOATING POINT", "NUMERIC",  "STRING",
        "BOOLEAN",  "DATE",   "DECIMAL(1)",     "JSON",     "blobtext",
        "realblob", "Doub",   "floa",           "anything",
    };
    sqlite3 *db;
    sqlite3_open(":memory:", &db);
    for (size_t i = 0; i < sizeof declared / sizeof *declared; i++) {
        Affinity a = affinity_of(str_z(declared[i]));
        // INTEGER and NUMERIC store alike.
        cr_expect_eq(a == AFFINITY_INTEGER ? AFFINITY_NUMERIC : a,
                     affinity_by_sqlite(db, declared[i]), "%s", declared[i]);
    }
    sqlite3_close(db);
}

Test(types, every_word_of_a_parameter_is_a_type)
{
    static const struct {
        const char *word, *storage, *mode;
    } words[] = {
        {"int", "integer", "number"},
        {"real", "real", "real"},
        {"text", "text", "text"},
        {"blob", "blob", "buffer"},
        {"bool", "integer", "boolean"},
        {"timestamp", "integer", "timestamp"},
        {"timestamp_ms", "integer", "timestamp_ms"},
        {"bigint", "blob", "bigint"},
        {"json", "text", "json"},
        {"any", "any", "any"},
    };
    Type t;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        cr_assert(type_of_word(str_z(words[i].word), &t), "%s", words[i].word);
        cr_expect_str_eq(storage_name(t.storage), words[i].storage);
        cr_expect_str_eq(type_mode_name(t), words[i].mode);
    }
    cr_expect(!type_of_word(S("integer"), &t));
    cr_expect(!type_of_word(S(""), &t));
}
