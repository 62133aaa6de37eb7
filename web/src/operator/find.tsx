import { useState } from "preact/hooks";
import { Icon } from "../components/icons";
import { LoadMore } from "../components/load-more";
import { Page } from "../components/page";
import { loadingOrError } from "../components/state";
import { SkeletonRows, Table } from "../components/table";
import { useI18n } from "../i18n/i18n";
import { useQueryState } from "../query-state";
import { Link } from "../router";
import { accountPath } from "./paths";
import { useOrganisations, type Organisations } from "./queries";

/** Finds accounts by id, name, e-mail address or VAT ID. What was searched for is in the address. */
export function FindView() {
  const { f } = useI18n();
  const [parameters, change] = useQueryState();
  const search = parameters.get("search") ?? "";
  const query = useOrganisations(search);
  const pages = query.data?.pages;
  const found = pages?.flatMap(({ data }) => data);
  const unreadable = pages?.reduce((sum, page) => sum + page.unreadable, 0) ?? 0;
  const lookedAt = pages?.reduce((sum, page) => sum + page.looked_at, 0) ?? 0;
  return (
    <Page title="Accounts">
      <SearchForm key={search} search={search} submit={(text) => change({ search: text })} />
      {!found && loadingOrError(query, "accounts", <SkeletonRows rows={6} />)}
      {unreadable > 0 && (
        <div class="notice" data-tone="bad" role="alert">
          <Icon name="alert" />
          <p>{f.count(unreadable)} entries of the directory could not be read.</p>
        </div>
      )}
      {found?.length === 0 && (
        <p class="card note" role="status">
          {query.hasNextPage
            ? `None among the first ${f.count(lookedAt)} organisations.`
            : `No organisation matches “${search}”.`}
        </p>
      )}
      {found && found.length > 0 && <Found found={found} />}
      <LoadMore query={query} />
    </Page>
  );
}

function SearchForm({ search, submit }: { search: string; submit: (text: string) => void }) {
  const [typed, type] = useState(search);
  return (
    <form
      class="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        submit(typed.trim());
      }}
    >
      <label>
        <span>Organisation, name, e-mail or VAT ID</span>
        <input
          type="search"
          name="search"
          value={typed}
          maxLength={100}
          autoComplete="off"
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button primary">
        <Icon name="search" />
        Search
      </button>
    </form>
  );
}

function Found({ found }: { found: Organisations["data"] }) {
  const { f } = useI18n();
  return (
    <Table id="found" caption="Organisations" class="cards">
      <thead>
        <tr>
          <th scope="col">Organisation</th>
          <th scope="col">Legal name</th>
          <th scope="col">E-mail</th>
          <th scope="col">VAT ID</th>
          <th scope="col" class="number">
            Balance
          </th>
        </tr>
      </thead>
      <tbody>
        {found.map((each) => (
          <tr key={each.organisation}>
            <th scope="row">
              <Link href={accountPath(each.organisation)}>{each.organisation}</Link>
            </th>
            <td data-label="Legal name">{each.legal_name ?? "–"}</td>
            <td data-label="E-mail">{each.email ?? "–"}</td>
            <td data-label="VAT ID">{each.vat_id ?? each.country ?? "–"}</td>
            <td data-label="Balance" class="number">
              {f.exact(each.balance)}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
