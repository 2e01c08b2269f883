// rules.c - which rule the environment switches off. For builds with -Dplant=true alone.

#include "stage3_emit/infer/rules.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

bool rule_is_on(Rule rule)
{
    static const char *const names[] = {
#define X(name, sentence) #name,
        INFER_RULES(X)
#undef X
    };
    const char *off = getenv("WEAVE_PLANT");
    if (!off || !*off)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], off) == 0)
            return i != (size_t)rule;
    weave_bug("WEAVE_PLANT names no rule");
}
