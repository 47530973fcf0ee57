/**
 * memcpy, memmove, memset, memcmp and the register spill, as assembly: LLVM calls the first four by name.
 * Up to 32 bytes: overlapping loads before overlapping stores. More: `rep movsq`/`rep stosq` and the last
 * bytes above 512 bytes (as fast as the byte forms on every CPU, and eight times faster where an emulator runs each
 * step), 16-byte moves below.
 */
export const MEMORY_ASSEMBLY = `
.text
.globl memcpy, memmove, memset, memcmp, whelk.spill
.p2align 4
memmove:
  movq %rdi, %rax
  subq %rsi, %rax
  cmpq %rdx, %rax
  jb .Lbackward
.p2align 4
memcpy:
  movq %rdi, %rax
  cmpq $16, %rdx
  jb .Lsmall
  cmpq $32, %rdx
  ja .Lmore
  movups (%rsi), %xmm0
  movups -16(%rsi,%rdx), %xmm1
  movups %xmm0, (%rdi)
  movups %xmm1, -16(%rdi,%rdx)
  ret
.Lsmall:
  cmpl $8, %edx
  jb .Lunder8
  movq (%rsi), %rcx
  movq -8(%rsi,%rdx), %rsi
  movq %rcx, (%rdi)
  movq %rsi, -8(%rdi,%rdx)
  ret
.Lunder8:
  cmpl $4, %edx
  jb .Lunder4
  movl (%rsi), %ecx
  movl -4(%rsi,%rdx), %esi
  movl %ecx, (%rdi)
  movl %esi, -4(%rdi,%rdx)
  ret
.Lunder4:
  testl %edx, %edx
  je .Ldone
  movzbl (%rsi), %ecx
  movzbl -1(%rsi,%rdx), %r8d
  movq %rdx, %r10
  shrq $1, %r10
  movzbl (%rsi,%r10), %r9d
  movb %cl, (%rdi)
  movb %r9b, (%rdi,%r10)
  movb %r8b, -1(%rdi,%rdx)
.Ldone:
  ret
.Lmore:
  cmpq $512, %rdx
  ja .Lrep
  movups -16(%rsi,%rdx), %xmm1
  leaq -16(%rdi,%rdx), %r8
.Lloop:
  movups (%rsi), %xmm0
  movups %xmm0, (%rdi)
  addq $16, %rsi
  addq $16, %rdi
  cmpq %r8, %rdi
  jb .Lloop
  movups %xmm1, (%r8)
  ret
.Lrep:
  movups -16(%rsi,%rdx), %xmm1
  leaq -16(%rdi,%rdx), %r8
  movq %rdx, %rcx
  shrq $3, %rcx
  rep movsq
  movups %xmm1, (%r8)
  ret
.Lbackward:
  movq %rdi, %rax
  cmpq $32, %rdx
  jbe .Lbacksmall
  movups (%rsi), %xmm1
.Lbackloop:
  movups -16(%rsi,%rdx), %xmm0
  movups %xmm0, -16(%rdi,%rdx)
  subq $16, %rdx
  cmpq $16, %rdx
  ja .Lbackloop
  movups %xmm1, (%rdi)
  ret
.Lbacksmall:
  jmp memcpy
.p2align 4
memset:
  movq %rdi, %rax
  movzbl %sil, %esi
  movabsq $0x0101010101010101, %rcx
  imulq %rcx, %rsi
  cmpq $16, %rdx
  jb .Lsetsmall
  cmpq $256, %rdx
  ja .Lsetrep
  movq %rsi, %xmm0
  punpcklqdq %xmm0, %xmm0
  leaq -16(%rdi,%rdx), %r8
.Lsetloop:
  movups %xmm0, (%rdi)
  addq $16, %rdi
  cmpq %r8, %rdi
  jb .Lsetloop
  movups %xmm0, (%r8)
  ret
.Lsetsmall:
  cmpl $8, %edx
  jb .Lset8
  movq %rsi, (%rdi)
  movq %rsi, -8(%rdi,%rdx)
  ret
.Lset8:
  testl %edx, %edx
  je .Ldone
  movb %sil, (%rdi)
  incq %rdi
  decl %edx
  jmp .Lset8
.Lsetrep:
  movq %rax, %r9
  movq %rdx, %rcx
  shrq $3, %rcx
  leaq -8(%rdi,%rdx), %r8
  movq %rsi, %rax
  rep stosq
  movq %rax, (%r8)
  movq %r9, %rax
  ret
.p2align 4
memcmp:
  xorl %ecx, %ecx
.Lcmploop8:
  leaq 8(%rcx), %r8
  cmpq %rdx, %r8
  ja .Lcmploop
  movq (%rdi,%rcx), %rax
  cmpq (%rsi,%rcx), %rax
  jne .Lcmploop
  movq %r8, %rcx
  jmp .Lcmploop8
.Lcmploop:
  cmpq %rdx, %rcx
  jae .Lcmpequal
  movzbl (%rdi,%rcx), %eax
  movzbl (%rsi,%rcx), %r8d
  incq %rcx
  subl %r8d, %eax
  je .Lcmploop
  ret
.Lcmpequal:
  xorl %eax, %eax
  ret
.p2align 4
whelk.spill:
  pushq %rbp
  movq %rsp, %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  subq $8, %rsp
  movq %rdi, %rax
  movq %rsp, %rdi
  callq *%rax
  addq $8, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
`;
