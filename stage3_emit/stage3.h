// stage3.h - the whole of the midstage: check, infer, refute, emit.
//
// The generated program is
//
//     int main(int argc, char **argv)
//     {
//         return stage3_main(NULL, argc, argv);
//     }
//
// and its catalog the file schema.json beside it. Anyone can run it: midstage --help. What it says to weave (--wire) is lines of
//
//     DIAGNOSTIC:{...}     one of diag_write_wire()
//     GENERATED:NAME       a file written into the directory given with --out
//     KEPT:NAME            a file that is as it was in that given with --last
//     TEXT:...             a line of what a command prints
//     END                  the last line; without it the run counts as failed

#ifndef STAGE3_EMIT_STAGE3_H
#define STAGE3_EMIT_STAGE3_H

struct sqlite3;

// Registers the application's SQL functions, collations and extensions; an SQLite
// result code. The application's own weave_register(), or null.
typedef int (*RegisterFunctions)(struct sqlite3 *db);

// The exit status is the command line's: 0 done, 1 the input is wrong, 2 wrong usage,
// 3 the world failed, 70 our bug: also a claim that was refuted.
int stage3_main(RegisterFunctions register_functions, int argc, char **argv);

#endif
