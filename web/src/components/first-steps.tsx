import { useI18n } from "../i18n/i18n";

/** What a new organisation sees instead of usage: the three steps to its first. */
export function FirstSteps() {
  const { t } = useI18n();
  return (
    <section class="card first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{t.firstSteps.title}</h2>
      <p>{t.firstSteps.text}</p>
      <ol>
        {t.firstSteps.steps.map(([name, text]) => (
          <li key={name}>
            <b>{name}</b>
            <p class="small">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
