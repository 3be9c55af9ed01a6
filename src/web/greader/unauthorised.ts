import type { Context } from 'hono';

/** 401 as apps know it: they log in again then. */
export function unauthorised(request: Context, says: string): Response {
  request.header('X-Reader-Google-Bad-Token', 'true');
  request.header('Google-Bad-Token', 'true');
  return request.text(says, 401);
}
