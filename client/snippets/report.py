# Reports usage. Create a report once, when the work is done; if it is sent again unchanged, it is still booked once.
import json
from datetime import datetime, timezone

import boto3
from uuid6 import uuid7  # since Python 3.14: from uuid import uuid7


def new_report(organisation, lines):  # 1 to 1,000 lines, 256 KB; quantities as strings of digits, such as "1250"
    return {
        "specversion": "1.0", "type": "credits.usage.v1", "source": "/features/translation", "id": str(uuid7()),
        "subject": organisation, "time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        "datacontenttype": "application/json", "data": {"lines": lines},
    }


def send(queue_url, report):  # if it raises, keep the report and send it again later
    boto3.client("sqs").send_message(
        QueueUrl=queue_url, MessageGroupId=report["subject"], MessageBody=json.dumps(report))
