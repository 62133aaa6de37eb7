"""Ten calls with a generated client against the local run. The first unexpected response ends the program. Takes the URL,
the tokens of an owner of `northwind` and of a service, and two idempotency keys."""

import sys
from datetime import datetime, timezone

from openapi_client import (
    ApiClient,
    Configuration,
    FeaturesApi,
    LimitsApi,
    MembersApi,
    NewAuthorization,
    NewCapture,
    NewLimits,
    PaymentsApi,
    PricesApi,
    UsageApi,
)

host, owner_token, service_token, key, other_key = sys.argv[1:]
owner = ApiClient(Configuration(host=host, access_token=owner_token))
service = ApiClient(Configuration(host=host, access_token=service_token))


def expect(is_as_expected: bool, call: str) -> None:
    if not is_as_expected:
        raise SystemExit(f"unexpected: {call}")
    print(f"{call} is as expected")


usage = UsageApi(owner)
expect(MembersApi(owner).get_me().organisation.id == "northwind", "me")
month = usage.get_monthly_overview(month="current")
expect(len(month.status_causes) == 3, "overview")
year = str(datetime.now(timezone.utc).year)
expect(len(usage.get_monthly_history(year=year).months) > 0, "history")
day = usage.get_daily_detail(var_date=month.days[-1].var_date, limit=1)
expect(len(day.data) == 1, "day")
operation = PricesApi(owner).get_prices(query="deep").data[0].code
quota = UsageApi(service).get_quota(organisation="northwind", operation=operation, quantity="1000000")
causes = [blocker.actual_instance.cause for blocker in quota.blockers]
expect(causes == ["spending_limit_reached", "insufficient_credits"], "quota")
limits = LimitsApi(owner).get_limits()
new_limits = NewLimits(
    alert_threshold=limits.alert_threshold,
    allowed_limit=limits.allowed_limit,
    alert_recipients=limits.alert_recipients or [],
)
saved = LimitsApi(owner).put_limits(if_match="*", new_limits=new_limits)
expect(saved.allowed_limit == limits.allowed_limit, "limits")
expect(len(PaymentsApi(owner).get_payments(limit=1).data) == 1, "payments")

features = FeaturesApi(service)
work = NewAuthorization(organisation="acme", operation=operation, quantity="2")
held = features.authorize(idempotency_key=key, new_authorization=work)
capture = NewCapture(organisation="acme", quantity="1")
settled = features.capture_authorization(id=held.id, idempotency_key=other_key, new_capture=capture)
expect(settled.status == "captured", "capture")
