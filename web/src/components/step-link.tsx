import { Link } from "../router";
import { Icon } from "./icons";

/** A link to the previous or next month or year. Without a target it is disabled, not removed, to keep the focus. */
export function StepLink(props: { icon: "left" | "right"; label: string; href: string | undefined }) {
  return (
    <Link class="button plain square" href={props.href} aria-label={props.label}>
      <Icon name={props.icon} />
    </Link>
  );
}
