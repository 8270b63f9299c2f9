#ifndef RULE_KERNELS_H
#define RULE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "rule_memo.h"
#include "rule_text.h"

/* Runs bit programs: conditions over the rows of a table, 64 rows to a word, a chunk of rows at a time.

   The pure Swift kernel of RuleEngine (`BitKernel+Reference.swift`) says what every step means; these functions give the same bits
   with the vector instructions that the processor has. */

/* What a step does. `a` to `d` are slots unless said otherwise. */
enum rk_operation {
    rk_load = 0,               /* bitmap a */
    rk_not = 1,                /* ~a */
    rk_and2 = 2,               /* a & b */
    rk_or2 = 3,
    rk_and_not = 4,            /* a & ~b */
    rk_and3 = 5,
    rk_or3 = 6,
    rk_and_or = 7,             /* a & (b | c) */
    rk_or_and = 8,             /* a | (b & c) */
    rk_and4 = 9,
    rk_or4 = 10,
    rk_and2_or2 = 11,          /* a & b & (c | d) */
    rk_or2_and2 = 12,          /* a | b | (c & d) */
    rk_both_or2 = 13,          /* (a | b) & (c | d) */
    rk_either_and2 = 14,       /* (a & b) | (c & d) */
    rk_and_or3 = 15,           /* a & (b | c | d) */
    rk_or_and3 = 16,           /* a | (b & c & d) */
    rk_and_or_and = 17,        /* a & (b | (c & d)) */
    rk_or_and_or = 18,         /* a | (b & (c | d)) */
};

/* What becomes of a step's bits. */
enum rk_use {
    rk_keep = 0,       /* written to slot `result` */
    rk_count = 1,      /* counted */
    rk_keep_count = 2, /* both */
};

struct rk_step {
    uint8_t operation;
    uint8_t use;
    uint32_t a, b, c, d;
    uint32_t result;
    /* Where the bits are counted. */
    uint32_t output;
};

/* The most words that a chunk may have. */
#define RK_CHUNK_WORDS 64

struct rk_memory {
    /* By bitmap, a bit for each row; readable up to a multiple of 8 words. */
    const uint64_t *const *bitmaps;
    /* Bitmaps of one chunk, each `stride` words; aligned to 64 bytes. */
    uint64_t *slots;
    /* A multiple of 8, at most RK_CHUNK_WORDS. */
    size_t stride;
    /* By output, how many bits were set; added to. */
    uint64_t *counts;
};

enum rk_level { rk_portable = 0, rk_sse2 = 1, rk_avx2 = 2, rk_avx512 = 3 };

/* The best that this processor can do. */
int rk_best_level(void);

/* Runs all steps on `words` words of rows, a multiple of 8 and at most `stride`, from word `first` of the table on.
   A level that the processor does not have is replaced by the best that it has. */
void rk_execute(int level, const struct rk_step *steps, size_t count, const struct rk_memory *memory, size_t first,
                size_t words);

#endif
