-- Usage in PostgreSQL, as one would write it well: one statement a call, set by set, and the account's row is the lock.
-- Amounts are in nano-euro.
drop table if exists account, entry, day_total, month_total;

create table account (
    organisation text primary key,
    balance bigint not null check (balance >= 0),
    remaining bigint not null check (remaining >= 0));

create table entry (
    organisation text not null,
    id uuid not null,
    at timestamptz not null,
    operation text not null,
    quantity bigint not null,
    cost bigint not null,
    debited boolean not null,
    primary key (organisation, id));

create table day_total (
    organisation text not null,
    day date not null,
    cost bigint not null,
    operations bigint not null,
    primary key (organisation, day));

create table month_total (
    organisation text not null,
    month date not null,
    cost bigint not null,
    operations bigint not null,
    primary key (organisation, month));

-- Books the events that are new, debits those that fit, in order, and keeps the others as not debited.
create or replace function book(
    org text, ids uuid[], times timestamptz[], codes text[], quantities bigint[], costs bigint[]) returns void
language plpgsql as $$
declare
    room bigint;
    debit bigint;
begin
    select least(balance, remaining) into room from account where organisation = org for update;
    with fresh as (
        insert into entry
        select org, e.id, e.at, e.code, e.quantity, e.cost, sum(e.cost) over (order by e.n) <= room
        from unnest(ids, times, codes, quantities, costs) with ordinality as e(id, at, code, quantity, cost, n)
        -- "offset 0" keeps the planner from joining all entries of the organisation: each id is one look-up in the index.
        where not exists (select from entry old where old.organisation = org and old.id = e.id offset 0)
        on conflict do nothing
        returning at, cost, debited),
    debited as (
        select (at at time zone 'Europe/Rome')::date as day, sum(cost) as cost, count(*) as operations
        from fresh where fresh.debited group by 1),
    days as (
        insert into day_total as t select org, day, cost, operations from debited
        on conflict (organisation, day) do update
        set cost = t.cost + excluded.cost, operations = t.operations + excluded.operations),
    months as (
        insert into month_total as t
        select org, date_trunc('month', day)::date, sum(cost), sum(operations) from debited group by 2
        on conflict (organisation, month) do update
        set cost = t.cost + excluded.cost, operations = t.operations + excluded.operations)
    select coalesce(sum(cost), 0) into debit from debited;
    update account set balance = balance - debit, remaining = remaining - debit where organisation = org;
end $$;
