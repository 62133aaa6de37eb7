package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;

/// A value as CloudFormation writes it, plain or with functions such as `Ref`, in the stack that says it.
record TemplateExpression(String stack, JsonNode value) {
    TemplateExpression with(JsonNode other) {
        return new TemplateExpression(stack, other);
    }

    /// The function's name when this is one, such as `Fn::Join`; empty for plain values.
    String function() {
        return value.isObject() && value.size() == 1 ? value.fieldNames().next() : "";
    }

    /// What the function is applied to.
    JsonNode argument() {
        return value.elements().next();
    }

    UnsupportedTemplateException unsupported() {
        return new UnsupportedTemplateException(stack, "expression is not understood: " + value);
    }
}
