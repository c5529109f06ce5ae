import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import type { Certificate } from "./certificate.ts";
import { atTheEnd } from "./scimproof.ts";

async function listening(server: TcpServer, close: () => void): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  atTheEnd(close);
  return (server.address() as AddressInfo).port;
}

/** Serves HTTP on this machine to the end of the tests: the origin. */
export async function http(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return `http://127.0.0.1:${await listening(server, close)}`;
}

/** Serves HTTPS with this certificate to the end of the tests: the origin. */
export async function https(certificate: Certificate, answer: RequestListener): Promise<string> {
  const server = createTlsServer(certificate, answer);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return `https://localhost:${await listening(server, close)}`;
}

/** Serves anything that is not HTTP to the end of the tests: host and port. */
export async function tcp(greet: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    greet(socket);
  });
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return `127.0.0.1:${await listening(server, close)}`;
}

/** Host and port where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createTcpServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `127.0.0.1:${port}`;
}
