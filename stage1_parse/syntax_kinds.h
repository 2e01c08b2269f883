// syntax_kinds.h - the kinds of node and the fields that the evaluator asks for.
// A kind that is not here is KIND_OTHER and known by its name alone.

// clang-format off
#define SYNTAX_KINDS(X) \
    X(program) X(import_statement) X(import_clause) X(named_imports) \
    X(import_specifier) X(namespace_import) X(import_require_clause) \
    X(export_statement) X(export_clause) X(export_specifier) X(namespace_export) \
    X(lexical_declaration) X(variable_declaration) X(variable_declarator) \
    X(function_declaration) X(generator_function_declaration) X(class_declaration) \
    X(abstract_class_declaration) X(class) X(enum_declaration) X(enum_body) \
    X(enum_assignment) X(ambient_declaration) X(internal_module) X(module) \
    X(interface_declaration) X(type_alias_declaration) X(import_alias) \
    X(function_signature) X(expression_statement) X(return_statement) \
    X(if_statement) X(else_clause) X(statement_block) X(empty_statement) \
    X(throw_statement) X(for_statement) X(for_in_statement) X(while_statement) \
    X(do_statement) X(switch_statement) X(switch_body) X(switch_case) \
    X(switch_default) X(try_statement) X(catch_clause) X(finally_clause) \
    X(break_statement) X(continue_statement) X(labeled_statement) X(class_body) \
    X(class_heritage) X(extends_clause) X(public_field_definition) \
    X(class_static_block) X(accessibility_modifier) X(identifier) X(property_identifier) \
    X(private_property_identifier) X(shorthand_property_identifier) \
    X(shorthand_property_identifier_pattern) X(this) X(super) X(undefined) X(null) \
    X(true) X(false) X(number) X(string) X(template_string) X(template_substitution) \
    X(regex) X(array) X(object) X(pair) X(spread_element) X(method_definition) \
    X(computed_property_name) X(member_expression) X(subscript_expression) \
    X(call_expression) X(new_expression) X(arguments) X(arrow_function) \
    X(function_expression) X(generator_function) X(formal_parameters) \
    X(required_parameter) X(optional_parameter) X(object_pattern) X(array_pattern) \
    X(pair_pattern) X(assignment_pattern) X(object_assignment_pattern) \
    X(rest_pattern) X(parenthesized_expression) X(sequence_expression) \
    X(as_expression) X(satisfies_expression) X(non_null_expression) \
    X(type_assertion) X(instantiation_expression) X(unary_expression) \
    X(binary_expression) X(ternary_expression) X(await_expression) \
    X(yield_expression) X(assignment_expression) X(augmented_assignment_expression) \
    X(update_expression) X(meta_property) X(import) X(type_annotation) \
    X(type_arguments) X(type_parameters) X(object_type) X(decorator)

#define SYNTAX_FIELDS(X) \
    X(name) X(value) X(body) X(parameters) X(parameter) X(function) X(arguments) \
    X(object) X(property) X(index) X(left) X(right) X(operator) X(key) X(source) \
    X(alias) X(declaration) X(condition) X(consequence) X(alternative) \
    X(initializer) X(increment) X(handler) X(finalizer) X(flags) \
    X(constructor) X(argument) X(pattern) X(kind) X(optional_chain)
// clang-format on
