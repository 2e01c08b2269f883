// commands.h - the commands of weave, a table.

#ifndef DRIVER_COMMANDS_H
#define DRIVER_COMMANDS_H

#include "driver/stages.h"

typedef struct CommandRow {
    const char *name;     // "describe"; null for the full weave
    const char *argument; // what its argument is called, or null: it takes none
    const char *help;     // one line
    int (*run)(Weave *w); // null: not in this version
    bool writes;          // needs the midstage directory
    bool weaves;          // is a whole weave: its record is looked at
} CommandRow;

// Null if there is no such command. name is null for the full weave.
const CommandRow *command_find(const char *name);

// The name nearest to name, or the empty Str.
Str command_nearest(const char *name);

// What "weave --help" or "weave COMMAND --help" says; command is null for the former.
void command_help(const CommandRow *command);

#endif
