// config_json.h - a configuration that is written in JSON. For config.c.

#ifndef STAGE1_PARSE_CONFIG_JSON_H
#define STAGE1_PARSE_CONFIG_JSON_H

#include "stage1_parse/eval.h"

// False, and reported, if text is not JSON. Places are those of the keys.
bool config_json(Eval *e, Str text, uint32_t file, Value *out);

#endif
