# Process target: the only assembly. Linux enters at _start with the argument block at (%rsp).
    .section .text.entry,"ax",@progbits
    .globl _start
_start:
    xorl %ebp, %ebp                  # ends every backtrace
    movq %rsp, %rdi                  # argc, argv, environment, auxiliary vector
    leaq __stack_top(%rip), %rsp     # our own stack: known size, guard below (link.ld)
    call whelk.entry
    ud2

# Signal handler: handler(number, siginfo, ucontext) -> target(ucontext), on the alternate stack.
    .globl __signal_entry
__signal_entry:
    movq %rdx, %rdi
    xorl %ebp, %ebp
    andq $-16, %rsp
    call *__signal_target(%rip)
    ud2

    .globl __signal_return
__signal_return:
    movl $15, %eax                   # rt_sigreturn
    syscall

    .section .data.entry,"aw",@progbits
    .balign 8
    .globl __signal_target
__signal_target:
    .quad 0

    .section .note.GNU-stack,"",@progbits
