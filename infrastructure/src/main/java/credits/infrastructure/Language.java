package credits.infrastructure;

/// What e-mail can be written in.
enum Language {
    EN,
    DE,
    IT,
    FR,
    ES
}
