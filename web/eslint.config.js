import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import tseslint from "typescript-eslint";

const RESTRICTED = [
    {
        selector: "JSXAttribute[name.name=/^(dangerouslySetInnerHTML|innerHTML)$/]",
        message: "Never create markup from text.",
    },
    {
        selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
        message: "Never create markup from text.",
    },
    {
        selector: "MemberExpression[property.name=/^(toFixed|toLocaleString)$/]",
        message: "Amounts are formatted by i18n/format.ts, from strings.",
    },
    { selector: "Literal[value=/en-US/]", message: "English is en-IE here." },
    {
        selector:
            "CallExpression[callee.name=/^(parseFloat|Number)$/] > MemberExpression[property.name=/^(cost|used|held|balance|available|remaining|amount|total|vat)$/]",
        message: "Amounts are strings; money.ts calculates with them.",
    },
];

export default tseslint.config(
    { ignores: ["dist", "target", "src/api/schema.d.ts"] },
    js.configs.recommended,
    ...tseslint.configs.recommendedTypeChecked,
    a11y.flatConfigs.strict,
    {
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "no-restricted-syntax": ["error", ...RESTRICTED],
            "jsx-a11y/label-has-associated-control": ["error", { assert: "either", depth: 3 }],
            "jsx-a11y/no-noninteractive-tabindex": ["error", { tags: ["main", "h1"], roles: ["region"] }],
            "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
        },
    },
    { files: ["**/*.js"], ...tseslint.configs.disableTypeChecked },
    {
        files: ["check.js", "moments.js", "lighthouse/audit.js"],
        languageOptions: {
            globals: { Buffer: false, console: false, performance: false, process: false },
        },
    },
    { files: ["eslint.config.js"], rules: { "no-restricted-syntax": "off" } },
);
