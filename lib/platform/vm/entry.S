# VM target: the only assembly. PVH enters at _start in 32-bit protected mode, paging off, %ebx = start info.
# Here: the note, long mode on temporary tables (1 GiB one to one), exception and interrupt stubs, stack switch.
    .section .note.pvh,"a",@note
    .balign 4
    .long 4, 8, 18                   # XEN_ELFNOTE_PHYS32_ENTRY
    .asciz "Xen"
    .quad _start

    .section .text.entry,"ax",@progbits
    .code32
    .globl _start
_start:
    cli
    cld
    movl $boot_pd, %edi              # 512 large pages: present, writable
    movl $0x83, %eax
1:  movl %eax, (%edi)
    addl $0x200000, %eax
    addl $8, %edi
    cmpl $boot_pd + 4096, %edi
    jne 1b
    movl $boot_pd + 3, boot_pdpt
    movl $boot_pdpt + 3, boot_pml4
    movl %cr4, %eax
    orl $0x620, %eax                 # PAE, OSFXSR, OSXMMEXCPT
    movl %eax, %cr4
    movl $boot_pml4, %eax
    movl %eax, %cr3
    movl $0xc0000080, %ecx           # EFER: long mode, no-execute
    rdmsr
    orl $0x900, %eax
    wrmsr
    movl %cr0, %eax
    andl $0xfffffff3, %eax           # no x87 emulation, no task-switched trap
    orl $0x80010023, %eax            # PG, WP, NE, MP, PE
    movl %eax, %cr0
    lgdt boot_gdt_pointer
    ljmp $8, $long_mode

    .code64
long_mode:
    movl $16, %eax
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %ss
    xorl %eax, %eax
    movl %eax, %fs
    movl %eax, %gs
    movq $__boot_stack_top, %rsp
    xorl %ebp, %ebp
    movl %ebx, %edi
    call whelk.entry
    ud2

# Loads the segment registers after a new GDT: code 8, data 16.
    .globl __reload_segments
__reload_segments:
    movl $16, %eax
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %ss
    popq %rax
    pushq $8
    pushq %rax
    lretq

# (address of { stack top, code }): goes on with code() on another stack, for ever.
    .globl __switch_stack
__switch_stack:
    movq 8(%rdi), %rax
    movq (%rdi), %rsp
    xorl %ebp, %ebp
    call *%rax
    ud2

# Exceptions: 32 stubs of 16 bytes. The panic function gets the address of the frame:
# r15 … r8, rbp, rdi, rsi, rdx, rcx, rbx, rax, vector, error code, rip, cs, rflags, rsp, ss.
    .balign 16
    .globl __exception_stubs
__exception_stubs:
    .set vector, 0
    .rept 32
    .balign 16
    .if !((vector == 8) | ((vector >= 10) & (vector <= 14)) | (vector == 17) | (vector == 21) | (vector == 29) | (vector == 30))
    pushq $0
    .endif
    pushq $vector
    jmp exception
    .set vector, vector + 1
    .endr
    .balign 16
exception:
    pushq %rax
    pushq %rbx
    pushq %rcx
    pushq %rdx
    pushq %rsi
    pushq %rdi
    pushq %rbp
    pushq %r8
    pushq %r9
    pushq %r10
    pushq %r11
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, %rdi
    xorl %ebp, %ebp
    andq $-16, %rsp
    cld
    call *__panic_target(%rip)
    ud2

# Interrupts: 32 stubs of 16 bytes set their flag and end the interrupt; all work is the event loop's.
    .balign 16
    .globl __interrupt_stubs
__interrupt_stubs:
    .set line, 0
    .rept 32
    .balign 16
    movb $1, __interrupt_flags + line
    jmp end_of_interrupt
    .set line, line + 1
    .endr
    .balign 16
end_of_interrupt:
    pushq %rax
    movq __eoi_register(%rip), %rax
    testq %rax, %rax
    jz 1f
    movl $0, (%rax)                  # xAPIC
    popq %rax
    iretq
1:  pushq %rcx
    pushq %rdx
    xorl %eax, %eax
    xorl %edx, %edx
    movl $0x80b, %ecx                # x2APIC
    wrmsr
    popq %rdx
    popq %rcx
    popq %rax
    iretq
    .globl __ignore_interrupt
__ignore_interrupt:
    iretq

    .section .rodata.entry,"a",@progbits
    .balign 8
boot_gdt:
    .quad 0, 0x00af9b000000ffff, 0x00cf93000000ffff
boot_gdt_pointer:
    .word 23
    .long boot_gdt

    .section .data.entry,"aw",@progbits
    .balign 8
    .globl __panic_target, __eoi_register, __interrupt_flags
__panic_target:
    .quad 0
__eoi_register:
    .quad 0
__interrupt_flags:
    .zero 32

    .section .bss.entry,"aw",@nobits
    .balign 4096
boot_pml4:
    .zero 4096
boot_pdpt:
    .zero 4096
boot_pd:
    .zero 4096

    .section .note.GNU-stack,"",@progbits
