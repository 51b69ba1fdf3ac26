/**
 * What `call`, `cast` and `stop` send: `[callTag, from, request]`, `[castTag, request]`, `[stopTag, reason]`.
 *
 * A body that is no class may receive them and answer a call as a class does, by `reply(from, value)`.
 *
 * @see https://www.erlang.org/doc/apps/stdlib/gen_server.html
 */
export const callTag = '$gen_call';
export const castTag = '$gen_cast';
export const stopTag = '$gen_stop';
