/*
 * Process 1 of the Linux guests: loads the modules of the network device, gives it its address and becomes the
 * server. The kernel passes the words of its command line that it doesn't know as environment variables:
 * GUEST_IP, GUEST_PREFIX and GUEST_APP (the server's words, with ":" between them).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#define WORDS_MAX 8

static void fail(const char *what) {
    perror(what);
    sleep(1);
    exit(1);
}

static void load_modules(void) {
    FILE *list = fopen("/modules/order", "r");
    if (list == NULL) fail("/modules/order");
    char path[256];
    while (fgets(path, sizeof path, list) != NULL) {
        path[strcspn(path, "\n")] = 0;
        int module = open(path, O_RDONLY | O_CLOEXEC);
        if (module < 0 || syscall(SYS_finit_module, module, "", 0) != 0) fail(path);
        close(module);
    }
    fclose(list);
}

static void bring_up(int socket, const char *name, const char *address, int prefix) {
    struct ifreq request = {0};
    struct sockaddr_in *in = (struct sockaddr_in *)&request.ifr_addr;
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (address != NULL) {
        in->sin_family = AF_INET;
        if (inet_pton(AF_INET, address, &in->sin_addr) != 1) fail("GUEST_IP");
        if (ioctl(socket, SIOCSIFADDR, &request) != 0) fail("the address");
        in->sin_addr.s_addr = htonl(prefix == 0 ? 0 : 0xffffffffu << (32 - prefix));
        if (ioctl(socket, SIOCSIFNETMASK, &request) != 0) fail("the netmask");
    }
    if (ioctl(socket, SIOCGIFFLAGS, &request) != 0) fail(name);
    request.ifr_flags |= IFF_UP;
    if (ioctl(socket, SIOCSIFFLAGS, &request) != 0) fail(name);
}

int main(void) {
    if (mount("dev", "/dev", "devtmpfs", 0, NULL) != 0 || mount("proc", "/proc", "proc", 0, NULL) != 0 || mount("sys", "/sys", "sysfs", 0, NULL) != 0) fail("mount");
    int console = open("/dev/console", O_RDWR);
    for (int fd = 0; fd < 3; fd++) dup2(console, fd);
    load_modules();
    int socket_fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bring_up(socket_fd, "lo", NULL, 0);
    const char *prefix = getenv("GUEST_PREFIX");
    bring_up(socket_fd, "eth0", getenv("GUEST_IP"), prefix == NULL ? 24 : atoi(prefix));
    char *words[WORDS_MAX + 1] = {0};
    int count = 0;
    char *app = getenv("GUEST_APP");
    for (char *word = app == NULL ? NULL : strtok(app, ":"); word != NULL && count < WORDS_MAX; word = strtok(NULL, ":")) words[count++] = word;
    if (count == 0) fail("GUEST_APP");
    execv(words[0], words);
    fail(words[0]);
}
