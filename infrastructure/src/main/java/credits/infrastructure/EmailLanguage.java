package credits.infrastructure;

/// The languages of our e-mails.
enum EmailLanguage {
    EN,
    DE,
    IT,
    FR,
    ES
}
