import { render } from "preact";
import { ApiClient } from "../api/client";
import { createQueries } from "../api/query-client";
import { loadConfig } from "../config";
import { Session } from "../session/session";
import "../styles/index.css";
import { Console } from "./console";
import { Bare } from "./bare";
import "./operator.css";
import { SIGNED_OUT } from "./paths";

/** Signs an operator in with the console's own client, whose tokens alone have an operator's permissions. */
async function start(root: HTMLElement): Promise<void> {
  try {
    const config = await loadConfig();
    const session = new Session({ ...config, client_id: config.operator_client_id });
    if (window.location.pathname === SIGNED_OUT) {
      show(
        root,
        <Bare title="You are signed out" button="Sign in" act={() => void session.start()}>
          {null}
        </Bare>,
      );
      return;
    }
    await session.start();
    const services = { api: new ApiClient(session), session, config };
    show(root, <Console services={services} queries={createQueries()} />);
  } catch {
    show(
      root,
      <Bare title="The console could not be loaded" button="Try again" act={() => window.location.reload()}>
        <p role="alert">Nothing was changed.</p>
      </Bare>,
    );
  }
}

function show(root: HTMLElement, page: preact.JSX.Element): void {
  root.replaceChildren();
  render(page, root);
}

const root = document.getElementById("app");
if (root) void start(root);
