package credits.infrastructure;

/// The languages of our e-mails.
enum Language {
    EN,
    DE,
    IT,
    FR,
    ES
}
