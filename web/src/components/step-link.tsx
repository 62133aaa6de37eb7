import { Link } from "../router";
import { Icon } from "./icons";

/** To the month or year before or after. Where there is none it stays, or the focus on it would be lost. */
export function StepLink(props: { icon: "left" | "right"; label: string; href: string | undefined }) {
  return (
    <Link class="button plain square" href={props.href} aria-label={props.label}>
      <Icon name={props.icon} />
    </Link>
  );
}
