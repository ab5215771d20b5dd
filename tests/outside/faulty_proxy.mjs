// A proxy to an HTTP server that fails as it is told: for every request `fault(number, request)` says "drop" (the
// connection breaks), a status (the answer), a number of milliseconds below 100 (the delay), or nothing.

import http from "node:http";

/** Listens on a free port; `calls` counts the requests that came. */
export async function faultyProxy(port, fault) {
  const proxy = { calls: 0, fault };
  const server = http.createServer((request, response) => {
    proxy.calls += 1;
    const fate = proxy.fault?.(proxy.calls, request);
    if (fate === "drop") return request.socket.destroy();
    if (fate >= 100) {
      request.resume();
      return response.writeHead(fate, { "content-type": "application/xml" }).end("<Error><Code>Fault</Code></Error>");
    }
    const forward = () => {
      const { method, url, headers } = request;
      const onward = http.request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => request.socket.destroy());
      request.pipe(onward);
    };
    return fate ? setTimeout(forward, fate) : forward();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  proxy.address = `http://127.0.0.1:${server.address().port}`;
  proxy.close = () => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });
  return proxy;
}
