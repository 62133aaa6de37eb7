package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;

/// A value of a template, plain or with functions such as `Ref`.
///
/// @param stack the stack that contains it
record TemplateExpression(String stack, JsonNode value) {
    TemplateExpression with(JsonNode other) {
        return new TemplateExpression(stack, other);
    }

    /// The name of the function, such as `Fn::Join`; empty for a plain value.
    String function() {
        return value.isObject() && value.size() == 1 ? value.fieldNames().next() : "";
    }

    /// The argument of the function.
    JsonNode argument() {
        return value.elements().next();
    }

    UnsupportedTemplateException unsupported() {
        return new UnsupportedTemplateException(stack, "unsupported expression: " + value);
    }
}
