/*
 * The C server to compare with: HTTP/1.1 with keep-alive and pipelining on epoll, one thread, one answer to every
 * request, with the headers that examples/http sends. No body of a request is read: it is for GET alone.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define EVENTS_MAX 256
#define REQUEST_BYTES_MAX 8192
#define ANSWER_BYTES_MAX 512
#define PIPELINED_MAX 64
#define CONNECTIONS_MAX 4096
#define BODY "Hello, world!\n"

/** What came of a request that isn't complete yet, by the connection's descriptor. */
struct connection { size_t length; char bytes[REQUEST_BYTES_MAX]; };
static struct connection *connections[CONNECTIONS_MAX];

static char answer[ANSWER_BYTES_MAX];
static size_t answer_length;
static time_t answer_second;

/** The Date header changes once a second. */
static void refresh_answer(void) {
    time_t now = time(NULL);
    if (now == answer_second) return;
    answer_second = now;
    char date[64];
    struct tm utc;
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&now, &utc));
    answer_length = (size_t)snprintf(answer, sizeof answer,
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\nDate: %s\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: %zu\r\n\r\n%s",
        date, strlen(BODY), BODY);
}

static void drop(int fd) {
    free(connections[fd]);
    connections[fd] = NULL;
    close(fd);
}

static void accept_all(int listener, int epoll) {
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) return;
        if (fd >= CONNECTIONS_MAX || (connections[fd] = calloc(1, sizeof *connections[fd])) == NULL) {
            close(fd);
            continue;
        }
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) drop(fd);
    }
}

/** Answers every complete request; what is left of the next one stays. */
static void serve(int fd) {
    struct connection *c = connections[fd];
    ssize_t got = read(fd, c->bytes + c->length, sizeof c->bytes - c->length);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return drop(fd);
    c->length += (size_t)got;
    char out[PIPELINED_MAX * ANSWER_BYTES_MAX];
    size_t done = 0, filled = 0;
    refresh_answer();
    while (filled + answer_length <= sizeof out) {
        char *end = memmem(c->bytes + done, c->length - done, "\r\n\r\n", 4);
        if (end == NULL) break;
        done = (size_t)(end + 4 - c->bytes);
        memcpy(out + filled, answer, answer_length);
        filled += answer_length;
    }
    if (done == 0 && c->length == sizeof c->bytes) return drop(fd);
    memmove(c->bytes, c->bytes + done, c->length - done);
    c->length -= done;
    if (filled > 0 && write(fd, out, filled) != (ssize_t)filled) drop(fd);
}

int main(void) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), epoll = epoll_create1(EPOLL_CLOEXEC), on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(INADDR_ANY)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 512) != 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event) != 0) {
        perror("listen");
        return 1;
    }
    puts("listening on port 80");
    fflush(stdout);
    for (;;) {
        struct epoll_event events[EVENTS_MAX];
        int count = epoll_wait(epoll, events, EVENTS_MAX, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == listener) accept_all(listener, epoll);
            else serve(events[i].data.fd);
        }
    }
}
