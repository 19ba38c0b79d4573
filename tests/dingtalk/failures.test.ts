/** What DingTalk's errors mean, and what the log shows of them. */

import { expect, it } from "vitest";
import { failures, httpError, webhookError } from "../../src/channels/dingtalk/failures.ts";

it.each([
  [webhookError(130_101), { kind: "flood", afterMs: 60_000 }, "130101"],
  [webhookError(-1), { kind: "unavailable" }, "-1"],
  [webhookError(400_302), { kind: "refused" }, "400302"],
  [httpError(429, undefined, "7"), { kind: "flood", afterMs: 7_000 }, "429"],
  [
    httpError(403, { code: "Forbidden.AccessDenied.QpsLimitForApi", message: "慢一点" }, null),
    { kind: "flood", afterMs: 2_000 },
    "403 Forbidden.AccessDenied.QpsLimitForApi",
  ],
  [
    httpError(
      403,
      {
        code: "Forbidden.AccessDenied.AccessTokenPermissionDenied",
        message: "应用尚未开通所需的权限：[qyapi_robot_sendmsg]，点击链接申请并开通即可",
      },
      null,
    ),
    { kind: "token" },
    "403 Forbidden.AccessDenied.AccessTokenPermissionDenied 缺少权限 qyapi_robot_sendmsg，请在开发者后台该应用的“权限管理”中申请",
  ],
  [httpError(401, { code: "InvalidAuthentication" }, null), { kind: "token" }, "401 InvalidAuthentication"],
  [
    httpError(400, { code: "invalidClientIdOrSecret" }, null),
    { kind: "token" },
    "400 invalidClientIdOrSecret",
  ],
  [
    httpError(400, { code: "param.contentLengthLimit", message: "圆通" }, null),
    { kind: "refused" },
    "400 param.contentLengthLimit",
  ],
  [httpError(500, undefined, null), { kind: "unavailable" }, "500"],
  [httpError(502, undefined, null), { kind: "unsure" }, "502"],
  [new Error("wss://a.b/connect?ticket=secret is away"), { kind: "unsure" }, "… is away"],
])("%s", (error, failure, reason) => {
  expect([failures.failureOf(error), failures.reasonOf(error)]).toEqual([failure, reason]);
});
