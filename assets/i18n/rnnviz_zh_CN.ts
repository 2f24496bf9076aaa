<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>at most {limit} layers, not {count}</source>
        <translation>最多 {limit} 层，不能是 {count} 层</translation>
    </message>
    <message>
        <source>name two to {most} cells</source>
        <translation>请写出两到 {most} 个细胞</translation>
    </message>
    <message>
        <source>there is no cell “{name}”{hint}</source>
        <translation>没有名为“{name}”的细胞{hint}</translation>
    </message>
    <message>
        <source>“{units}” units: a whole number from 1 to {limit}</source>
        <translation>“{units}”个单元：应为 1 到 {limit} 的整数</translation>
    </message>
    <message>
        <source>“{reading}”: a layer reads {known}</source>
        <translation>“{reading}”：一层的读取方向有 {known}</translation>
    </message>
    <message>
        <source>The sequence is empty: type at least one word or number.</source>
        <translation>序列是空的：请至少输入一个词或一个数。</translation>
    </message>
    <message>
        <source>The text is too long: the limit is {limit:,} characters.</source>
        <translation>文本太长：上限为 {limit:,} 个字符。</translation>
    </message>
    <message>
        <source>“{token}” is not a number, and the rest of the sequence is numbers.</source>
        <translation>“{token}”不是数，而序列的其余部分都是数。</translation>
    </message>
    <message>
        <source>The sequence is empty: there is no number in it.</source>
        <translation>序列是空的：里面没有数。</translation>
    </message>
    <message>
        <source>{count:,} steps are too many: the limit is {limit:,}.</source>
        <translation>{count:,} 步太多：上限为 {limit:,} 步。</translation>
    </message>
    <message>
        <source>{count:,} numbers per step are too many: the limit is {limit}.</source>
        <translation>每步 {count:,} 个数太多：上限为 {limit} 个。</translation>
    </message>
    <message>
        <source>{count:,} words are too many: the limit is {limit:,} steps.</source>
        <translation>{count:,} 个词太多：上限为 {limit:,} 步。</translation>
    </message>
    <message>
        <source>There are too many different words: the limit is {limit}.</source>
        <translation>不同的词太多：上限为 {limit} 个。</translation>
    </message>
    <message>
        <source>line {number}: {why}</source>
        <translation>第 {number} 行：{why}</translation>
    </message>
    <message>
        <source>{count:,} sequences are too many: the limit is {limit}.</source>
        <translation>{count:,} 个序列太多：上限为 {limit}。</translation>
    </message>
    <message>
        <source>All sequences together have too many steps: the limit is {limit:,}.</source>
        <translation>所有序列的步数合计过多：上限为 {limit:,}。</translation>
    </message>
    <message>
        <source>One network cannot read all of these: they must all be words, or all as many numbers a step.</source>
        <translation>一个网络无法读取所有这些序列：必须全是词，或每步的数字个数全部相同。</translation>
    </message>
    <message>
        <source>line {number}: an answer behind a tab needs a read-out</source>
        <translation>第 {number} 行：制表符后的答案需要读出层</translation>
    </message>
    <message>
        <source>line {number}: “{answer}” is no answer of this read-out</source>
        <translation>第 {number} 行：“{answer}”不是该读出层的答案</translation>
    </message>
    <message>
        <source>the cell has no name</source>
        <translation>这个细胞没有名字</translation>
    </message>
    <message>
        <source>there is no equation yet</source>
        <translation>还没有方程</translation>
    </message>
    <message>
        <source>There is not enough memory for this experiment.</source>
        <translation>内存不够做这个实验。</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>{count} numbers</source>
        <translation>{count} 个数</translation>
    </message>
    <message>
        <source>There is no signal called {kind}.</source>
        <translation>没有名为 {kind} 的信号。</translation>
    </message>
    <message>
        <source>A signal has 1 to {limit:,} steps.</source>
        <translation>一个信号有 1 到 {limit:,} 步。</translation>
    </message>
    <message>
        <source>A generated signal cannot be edited; type or paste numbers instead.</source>
        <translation>生成的信号不能编辑；请改为输入或粘贴数。</translation>
    </message>
    <message>
        <source>“{text}” is not {wanted}.</source>
        <translation>“{text}”不是{wanted}。</translation>
    </message>
    <message>
        <source>Step {number} has {count} numbers, the first step has {width}.</source>
        <translation>第 {number} 步有 {count} 个数，而第一步有 {width} 个。</translation>
    </message>
    <message>
        <source>Step {number} holds a number that is not finite or beyond ±{limit:,.0f}.</source>
        <translation>第 {number} 步有一个数不是有限数，或超出 ±{limit:,.0f}。</translation>
    </message>
    <message>
        <source>“{word}…” is too long for a word: the limit is {limit} characters.</source>
        <translation>“{word}…”作为一个词太长：上限为 {limit} 个字符。</translation>
    </message>
    <message>
        <source>“{word}” is not in the vocabulary of this network; training again would add it.</source>
        <translation>“{word}”不在这个网络的词表里；重新训练才能加入它。</translation>
    </message>
    <message>
        <source>A word holds a character that cannot be shown.</source>
        <translation>有一个词含有无法显示的字符。</translation>
    </message>
    <message>
        <source>The word “{word}” holds a character that cannot be shown: {character}.</source>
        <translation>词“{word}”含有无法显示的字符：{character}。</translation>
    </message>
    <message>
        <source>“{token}” looks like a number, but none can be read from it.</source>
        <translation>“{token}”看起来像数，却读不出数来。</translation>
    </message>
    <message>
        <source>The same function in the other convention: {names} have turned their signs, {gate} is 1 − {gate}.</source>
        <translation>这是另一种约定下的同一个函数：{names} 变了号，{gate} 变成 1 − {gate}。</translation>
    </message>
    <message>
        <source>Another function: with the same weights {output} differs by up to {difference}.</source>
        <translation>这是另一个函数：权重相同时 {output} 最多相差 {difference}。</translation>
    </message>
    <message>
        <source>“{kind}” is no read-out: there are {known}</source>
        <translation>“{kind}”不是读出方式：有 {known}</translation>
    </message>
    <message>
        <source>a read-out has 1 to {limit} answers</source>
        <translation>读出有 1 到 {limit} 个答案</translation>
    </message>
    <message>
        <source>“{name}…” is too long for an answer: the limit is {limit} characters</source>
        <translation>“{name}…”作为答案太长：上限为 {limit} 个字符</translation>
    </message>
    <message>
        <source>an answer must have a name</source>
        <translation>答案要有名字</translation>
    </message>
    <message>
        <source>these are the answers of the task the network was trained on: they keep their names</source>
        <translation>这些是网络训练时任务的答案：它们的名字不变</translation>
    </message>
    <message>
        <source>the answer “{name}” stands there twice</source>
        <translation>答案“{name}”出现了两次</translation>
    </message>
    <message>
        <source>targets need a read-out</source>
        <translation>目标需要先有读出</translation>
    </message>
    <message>
        <source>no step has a target</source>
        <translation>没有哪一步有目标</translation>
    </message>
    <message>
        <source>“{entry}” names no step: write 6=destination</source>
        <translation>“{entry}”没有写明步数：请写成 6=destination</translation>
    </message>
    <message>
        <source>there is no step {step}: the sequence has {last}</source>
        <translation>没有第 {step} 步：序列有 {last} 步</translation>
    </message>
    <message>
        <source>“{answer}” is none of the read-out&apos;s answers{hint}</source>
        <translation>“{answer}”不是读出的答案之一{hint}</translation>
    </message>
    <message>
        <source>“{text}” should be {count} numbers</source>
        <translation>“{text}”应为 {count} 个数</translation>
    </message>
    <message>
        <source>There are no words here: the next one cannot be asked for.</source>
        <translation>这里没有词：无法问下一个词。</translation>
    </message>
    <message>
        <source>“{name}” is no state: there are {known}</source>
        <translation>“{name}”不是状态：有 {known}</translation>
    </message>
    <message>
        <source>“{text}” should be one number, or {count} for the units one by one</source>
        <translation>“{text}”应为一个数，或逐个单元的 {count} 个数</translation>
    </message>
    <message>
        <source>the twin has {count} words, the sentence {wanted}</source>
        <translation>对照句有 {count} 个词，原句有 {wanted} 个</translation>
    </message>
    <message>
        <source>the twin is the sentence itself</source>
        <translation>对照句就是原句</translation>
    </message>
    <message>
        <source>“{text}” is not a number; write 0.5, 0,5 or 1/3</source>
        <translation>“{text}”不是数；请写成 0.5、0,5 或 1/3</translation>
    </message>
    <message>
        <source>a weight is a number from −{limit:,.0f} to {limit:,.0f}</source>
        <translation>权重是 −{limit:,.0f} 到 {limit:,.0f} 之间的数</translation>
    </message>
    <message>
        <source>{file} has {name}, which is no weight of this network: there are {known}</source>
        <translation>{file} 里有 {name}，它不是这个网络的权重：有 {known}</translation>
    </message>
    <message>
        <source>{file}: {name} has the shape {got}, this network&apos;s has {wanted}</source>
        <translation>{file}：{name} 的形状是 {got}，这个网络的是 {wanted}</translation>
    </message>
    <message>
        <source>{file}: {name} holds something that is no number from −{limit:,.0f} to {limit:,.0f}</source>
        <translation>{file}：{name} 里有不是 −{limit:,.0f} 到 {limit:,.0f} 之间的数</translation>
    </message>
    <message>
        <source>{name} takes {rows} × {columns} numbers, what was copied has {lines} × {numbers}</source>
        <translation>{name} 需要 {rows} × {columns} 个数，复制的是 {lines} × {numbers} 个</translation>
    </message>
    <message>
        <source>what was copied is too long: the limit is {limit:,} characters</source>
        <translation>复制的内容太长：上限为 {limit:,} 个字符</translation>
    </message>
    <message>
        <source>there is no number in what was copied</source>
        <translation>复制的内容里没有数</translation>
    </message>
    <message>
        <source>these squares show means of several numbers and cannot be edited</source>
        <translation>这些方格显示的是几个数的平均值，不能编辑</translation>
    </message>
    <message>
        <source>This network does not say what comes next in words or numbers that it could read again.</source>
        <translation>这个网络说出的下一个不是它能再读进去的词或数。</translation>
    </message>
    <message>
        <source>What reads from the end knows no next step.</source>
        <translation>从末尾读起的网络不知道下一步。</translation>
    </message>
    <message>
        <source>{number} lies outside {low} to {high:,}</source>
        <translation>{number} 不在 {low} 到 {high:,} 之间</translation>
    </message>
    <message>
        <source>“{text}” should be a number from 1 to {most}, or {end}</source>
        <translation>“{text}”应为 1 到 {most} 的数，或 {end}</translation>
    </message>
    <message>
        <source>The text has ended: take the end back first.</source>
        <translation>文本已经结束：请先把结尾收回。</translation>
    </message>
    <message>
        <source>The sequence is as long as it can be.</source>
        <translation>序列已经长到上限。</translation>
    </message>
    <message>
        <source>What the network says grows beyond all bounds.</source>
        <translation>网络说出的数越来越大，没有止境。</translation>
    </message>
    <message>
        <source>Type exactly one word.</source>
        <translation>请正好输入一个词。</translation>
    </message>
    <message>
        <source>there is not enough memory for it</source>
        <translation>内存不够</translation>
    </message>
    <message>
        <source>it failed: {why}</source>
        <translation>没有成功：{why}</translation>
    </message>
    <message>
        <source>a brace has no partner in “{text}”</source>
        <translation>“{text}”中的花括号不成对</translation>
    </message>
    <message>
        <source>“{text}” names no number: write h[1]@3, grad c@6, p destination or loss</source>
        <translation>“{text}”不是一个数：请写成 h[1]@3、grad c@6、p destination 或 loss</translation>
    </message>
    <message>
        <source>“{word}” is no kind of number: there are {known}</source>
        <translation>没有“{word}”这一类数，可用的有 {known}</translation>
    </message>
    <message>
        <source>“{text}” is no claim: write h[1]@3 = 16 or loss &lt; 0.5</source>
        <translation>“{text}”不是断言：请写成 h[1]@3 = 16 或 loss &lt; 0.5</translation>
    </message>
    <message>
        <source>“{text}” is no condition: write step &gt;= 6, held f = 0, edited W or answered</source>
        <translation>“{text}”不是条件：请写成 step &gt;= 6、held f = 0、edited W 或 answered</translation>
    </message>
    <message>
        <source>{{{text}}}: {why}</source>
        <translation>{{{text}}}：{why}</translation>
    </message>
    <message>
        <source>{{{text}}} is no single number: name a unit</source>
        <translation>{{{text}}} 不是单个数：请指明单元</translation>
    </message>
    <message>
        <source>{{{text}}}: the sequence has the steps 1 to {count}</source>
        <translation>{{{text}}}：序列只有第 1 步到第 {count} 步</translation>
    </message>
    <message>
        <source>{{{text}}}: on this page {count} cells are compared</source>
        <translation>{{{text}}}：这一页上比较的是 {count} 个细胞</translation>
    </message>
    <message>
        <source>{{{text}}}: there is no such layer or direction, the network has {count} layers</source>
        <translation>{{{text}}}：没有这样的层或方向，网络有 {count} 层</translation>
    </message>
    <message>
        <source>{{{text}}}: there is nothing that could turn</source>
        <translation>{{{text}}}：没有可以转动的东西</translation>
    </message>
    <message>
        <source>{{{text}}}: slopes are known of {known}</source>
        <translation>{{{text}}}：有斜率的是 {known}</translation>
    </message>
    <message>
        <source>{{{text}}}: there is no such number in an array of {shape}</source>
        <translation>{{{text}}}：形状为 {shape} 的数组里没有这个数</translation>
    </message>
    <message>
        <source>{{{text}}}: there is a bound for a simple RNN with the loss at the last step only</source>
        <translation>{{{text}}}：只有简单 RNN 且损失在最后一步时才有这个上界</translation>
    </message>
    <message>
        <source>{{{text}}}: there is no read-out</source>
        <translation>{{{text}}}：没有读出层</translation>
    </message>
    <message>
        <source>{{{text}}}: the read-out has no answer “{name}”{hint}</source>
        <translation>{{{text}}}：读出层没有“{name}”这个答案{hint}</translation>
    </message>
    <message>
        <source>{{{text}}}: there is no such parameter{hint}</source>
        <translation>{{{text}}}：没有这个参数{hint}</translation>
    </message>
    <message>
        <source>{{{text}}}: the ways are {known}</source>
        <translation>{{{text}}}：通路有 {known}</translation>
    </message>
    <message>
        <source>{{{text}}}: there is nothing before it to compare with</source>
        <translation>{{{text}}}：前面没有可比较的值</translation>
    </message>
    <message>
        <source>the {what} size must be a whole number from 1 to 65,536, not {value}</source>
        <translation>{what}大小应为 1 到 65,536 的整数，不能是 {value}</translation>
    </message>
    <message>
        <source>{cell} reads x as it is: the input size must be the {size} size {wanted}, not {got}</source>
        <translation>{cell} 直接使用 x：输入大小必须等于{size}大小 {wanted}，不能是 {got}</translation>
    </message>
    <message>
        <source>inputs must be (T, input) or (T, B, input) and not empty, not {shape}</source>
        <translation>inputs 的形状应为 (T, input) 或 (T, B, input) 且不为空，不能是 {shape}</translation>
    </message>
    <message>
        <source>the inputs hold a number that is not finite</source>
        <translation>输入里有一个不是有限数</translation>
    </message>
    <message>
        <source>dtype must be float64 or float32, not {dtype}</source>
        <translation>dtype 应为 float64 或 float32，不能是 {dtype}</translation>
    </message>
    <message>
        <source>a cell is wanted, such as CELLS[&quot;lstm&quot;], or the name of a shipped one, not {given}</source>
        <translation>这里需要一个细胞，例如 CELLS[&quot;lstm&quot;]，或自带细胞的名字，不能是 {given}</translation>
    </message>
    <message>
        <source>“{text}” is an equation, not a cell; write Cell.build(&quot;{text}&quot;)</source>
        <translation>“{text}”是方程，不是细胞；请写 Cell.build(&quot;{text}&quot;)</translation>
    </message>
    <message>
        <source>a layer is wanted, such as Layer(&quot;lstm&quot;, 8), not {given}</source>
        <translation>这里需要一层，例如 Layer(&quot;lstm&quot;, 8)，不能是 {given}</translation>
    </message>
    <message>
        <source>steps must be one from 0 to {last}, several in a list, or slice(3, 6); not {steps}</source>
        <translation>steps 应为 0 到 {last} 中的一步、几步的列表，或 slice(3, 6)；不能是 {steps}</translation>
    </message>
    <message>
        <source>loss must be “last” or “every”, not {loss}</source>
        <translation>loss 应为“last”或“every”，不能是 {loss}</translation>
    </message>
    <message>
        <source>{count} labels for {columns} input columns</source>
        <translation>{count} 个标签对 {columns} 个输入列</translation>
    </message>
    <message>
        <source>{line} can only be held at finite numbers</source>
        <translation>{line} 只能固定为有限数</translation>
    </message>
    <message>
        <source>{name} is not a parameter of {cell}{hint}</source>
        <translation>{name} 不是 {cell} 的参数{hint}</translation>
    </message>
    <message>
        <source>{name} is not a line of {cell}{hint}</source>
        <translation>{name} 不是 {cell} 的一行{hint}</translation>
    </message>
    <message>
        <source>scissors leave 1 to {last} steps, not {steps}</source>
        <translation>剪刀留下 1 到 {last} 步，不能是 {steps} 步</translation>
    </message>
    <message>
        <source>{name} is not a gate; there are {known}</source>
        <translation>{name} 不是门；有 {known}</translation>
    </message>
    <message>
        <source>what is changed is one of {known}, not {kind!r}</source>
        <translation>要改变的应为 {known} 之一，不能是 {kind!r}</translation>
    </message>
    <message>
        <source>{name} has no number at {index}</source>
        <translation>{name} 在 {index} 处没有数</translation>
    </message>
    <message>
        <source>a change is a number other than 0, not {eps}</source>
        <translation>改变量应为不等于 0 的数，不能是 {eps}</translation>
    </message>
    <message>
        <source>{name} is not a state of {cell}{hint}</source>
        <translation>{name} 不是 {cell} 的状态{hint}</translation>
    </message>
    <message>
        <source>start: {name} is not a state of {cell}{hint}</source>
        <translation>start：{name} 不是 {cell} 的状态{hint}</translation>
    </message>
    <message>
        <source>start: {name} holds a number that is not finite</source>
        <translation>start：{name} 里有一个不是有限数</translation>
    </message>
    <message>
        <source>{name} has shape {shape}, not {got}</source>
        <translation>{name} 的形状是 {shape}，不是 {got}</translation>
    </message>
    <message>
        <source>{name} has shape {shape}: {index} is not the place of one number</source>
        <translation>{name} 的形状是 {shape}：{index} 不是一个数的位置</translation>
    </message>
    <message>
        <source>{name} takes a number</source>
        <translation>{name} 需要一个数</translation>
    </message>
    <message>
        <source>{name} has shape {shape}: no entry {index}</source>
        <translation>{name} 的形状是 {shape}：没有第 {index} 个元素</translation>
    </message>
    <message>
        <source>there is no initialiser called {init}{hint}</source>
        <translation>没有名为 {init} 的初始化方法{hint}</translation>
    </message>
    <message>
        <source>{name} is a row of numbers: only {rules} fill it</source>
        <translation>{name} 是一行数：只能用 {rules} 来填</translation>
    </message>
    <message>
        <source>only a square matrix has a spectral radius, not one of shape {shape}</source>
        <translation>只有方阵才有谱半径，形状 {shape} 的矩阵没有</translation>
    </message>
    <message>
        <source>a norm or a spectral radius is a number from 0 on, not {wanted}</source>
        <translation>范数或谱半径是不小于 0 的数，不能是 {wanted}</translation>
    </message>
    <message>
        <source>numbers that are not finite cannot be scaled</source>
        <translation>不是有限数的数不能缩放</translation>
    </message>
    <message>
        <source>all its numbers are 0: no factor gives them the norm {wanted:g}</source>
        <translation>它的数全是 0：乘什么都得不到范数 {wanted:g}</translation>
    </message>
    <message>
        <source>its spectral radius is 0: no factor makes it {wanted:g}</source>
        <translation>它的谱半径是 0：乘什么都变不成 {wanted:g}</translation>
    </message>
    <message>
        <source>“{text}” is not of the form name = expression</source>
        <translation>“{text}”不是“名字 = 表达式”的形式</translation>
    </message>
    <message>
        <source>“{text}” is written {plain} here</source>
        <translation>“{text}”在这里写作 {plain}</translation>
    </message>
    <message>
        <source>the expression is nested more than {limit} deep</source>
        <translation>表达式的嵌套超过 {limit} 层</translation>
    </message>
    <message>
        <source>a number in the equation is too large</source>
        <translation>方程里有一个数太大</translation>
    </message>
    <message>
        <source>“{text}” stands left of @, where a matrix (W, U, V, R or P, alone or with _suffix) belongs</source>
        <translation>“{text}”在 @ 左边，那里应是矩阵（W、U、V、R 或 P，可单独写或带 _后缀）</translation>
    </message>
    <message>
        <source>{name} @ a number: the right side of @ must be a vector</source>
        <translation>{name} @ 一个数：@ 右边必须是向量</translation>
    </message>
    <message>
        <source>there is no function called {name}{hint}</source>
        <translation>没有名为 {name} 的函数{hint}</translation>
    </message>
    <message>
        <source>{name} takes exactly one argument</source>
        <translation>{name} 正好有一个参数</translation>
    </message>
    <message>
        <source>{name} takes two arguments or more</source>
        <translation>{name} 有两个或更多参数</translation>
    </message>
    <message>
        <source>{name} takes a value and two numbers, the lower border first: {name}(a, 0, 1)</source>
        <translation>{name} 需要一个值和两个数，下界在前：{name}(a, 0, 1)</translation>
    </message>
    <message>
        <source>the borders of {name} are two numbers, the lower one first</source>
        <translation>{name} 的两个界是两个数，下界在前</translation>
    </message>
    <message>
        <source>“{name}” is not a name an equation may use (letters, digits, single _)</source>
        <translation>“{name}”不是方程里可用的名字（字母、数字、单个 _）</translation>
    </message>
    <message>
        <source>{name} is a function: write {call}(...)</source>
        <translation>{name} 是函数：请写 {call}(...)</translation>
    </message>
    <message>
        <source>norm must be “frobenius” or “spectral”, not {norm}</source>
        <translation>norm 应为“frobenius”或“spectral”，不能是 {norm}</translation>
    </message>
    <message>
        <source>the vector must have shape (n,), not {shape}</source>
        <translation>向量的形状应为 (n,)，不能是 {shape}</translation>
    </message>
    <message>
        <source>{what} must be a whole number from 1, not {value}</source>
        <translation>{what}应为不小于 1 的整数，不能是 {value}</translation>
    </message>
    <message>
        <source>a network has at least one layer</source>
        <translation>一个网络至少有一层</translation>
    </message>
    <message>
        <source>inputs must be (T, n) or (T, B, n) and not empty, not {shape}</source>
        <translation>inputs 的形状应为 (T, n) 或 (T, B, n) 且不为空，不能是 {shape}</translation>
    </message>
    <message>
        <source>lengths must be {count} whole numbers, one per sequence</source>
        <translation>lengths 应为 {count} 个整数，每个序列一个</translation>
    </message>
    <message>
        <source>every length must be from 1 to {limit}</source>
        <translation>每个长度应为 1 到 {limit}</translation>
    </message>
    <message>
        <source>readout must be “identity”, “softmax” or None, not {readout}</source>
        <translation>readout 应为“identity”、“softmax”或 None，不能是 {readout}</translation>
    </message>
    <message>
        <source>output is the size of the read-out: give both or neither</source>
        <translation>output 是读出的大小：两者要么都给，要么都不给</translation>
    </message>
    <message>
        <source>{line}: name a line with its layer, like {layer}{name}</source>
        <translation>{line}：请连同层一起写，例如 {layer}{name}</translation>
    </message>
    <message>
        <source>the network reads {wanted} numbers per step, not {got}</source>
        <translation>网络每步读 {wanted} 个数，不是 {got} 个</translation>
    </message>
    <message>
        <source>say which steps count: this network&apos;s were chosen one by one</source>
        <translation>请说明哪些步算数：这个网络的步是逐个选定的</translation>
    </message>
    <message>
        <source>layer {number}: direction must be one of {known}, not {direction}</source>
        <translation>第 {number} 层：direction 应为 {known} 之一，不能是 {direction}</translation>
    </message>
    <message>
        <source>layer {number}: merge must be “concat” or “sum”, not {merge}</source>
        <translation>第 {number} 层：merge 应为“concat”或“sum”，不能是 {merge}</translation>
    </message>
    <message>
        <source>start: {name} is not a state of this network{hint}</source>
        <translation>start：{name} 不是这个网络的状态{hint}</translation>
    </message>
    <message>
        <source>{name} is not a parameter of this network{hint}</source>
        <translation>{name} 不是这个网络的参数{hint}</translation>
    </message>
    <message>
        <source>layer {layer} does not read {way}{hint}</source>
        <translation>第 {layer} 层没有{way}读取{hint}</translation>
    </message>
    <message>
        <source>there is no layer {layer}: the network has layers 0 to {last}</source>
        <translation>没有第 {layer} 层：网络有第 0 到 {last} 层</translation>
    </message>
    <message>
        <source>loss must be one of {known}, not {loss}</source>
        <translation>loss 应为 {known} 之一，不能是 {loss}</translation>
    </message>
    <message>
        <source>cross-entropy needs the softmax read-out</source>
        <translation>交叉熵需要 softmax 读出</translation>
    </message>
    <message>
        <source>no step counts towards the loss</source>
        <translation>没有哪一步计入损失</translation>
    </message>
    <message>
        <source>the loss {loss} needs targets</source>
        <translation>损失 {loss} 需要目标</translation>
    </message>
    <message>
        <source>steps that count must be different whole numbers from 0 to {last}</source>
        <translation>计入损失的步应为 0 到 {last} 中互不相同的整数</translation>
    </message>
    <message>
        <source>targets of cross-entropy must be whole numbers from 0 to {last}</source>
        <translation>交叉熵的目标应为 0 到 {last} 的整数</translation>
    </message>
    <message>
        <source>targets must have shape {wanted}, not {got}</source>
        <translation>targets 的形状应为 {wanted}，不能是 {got}</translation>
    </message>
    <message>
        <source>the loss “sum” has no targets; choose squared or cross_entropy</source>
        <translation>损失“sum”没有目标；请选 squared 或 cross_entropy</translation>
    </message>
    <message>
        <source>at must be “last”, “every”, step numbers or a mask, not {at}</source>
        <translation>at 应为“last”、“every”、步号或掩码，不能是 {at}</translation>
    </message>
    <message>
        <source>a mask of steps must have shape {shape}, not {got}</source>
        <translation>步的掩码形状应为 {shape}，不能是 {got}</translation>
    </message>
    <message>
        <source>step {step} counts towards the loss, but no answer is given for it</source>
        <translation>第 {step} 步计入损失，但没有给出它的答案</translation>
    </message>
    <message>
        <source>the targets hold a number that is not finite</source>
        <translation>目标里有一个不是有限数</translation>
    </message>
    <message>
        <source>{into} does not read {name}</source>
        <translation>{into} 不读 {name}</translation>
    </message>
    <message>
        <source>{name} is not a parameter{hint}</source>
        <translation>{name} 不是参数{hint}</translation>
    </message>
    <message>
        <source>loss_grad has shape {shape}, not {wanted}</source>
        <translation>loss_grad 的形状是 {shape}，不是 {wanted}</translation>
    </message>
    <message>
        <source>{count} sequences are not one</source>
        <translation>{count} 个序列不是一个</translation>
    </message>
    <message>
        <source>{name} is not an activation of something</source>
        <translation>{name} 不是某个量的激活</translation>
    </message>
    <message>
        <source>at must be rising steps from 0 to {last}</source>
        <translation>at 应为 0 到 {last} 中递增的步</translation>
    </message>
    <message>
        <source>{matrix} is not a square matrix of {cell}</source>
        <translation>{matrix} 不是 {cell} 的方阵</translation>
    </message>
    <message>
        <source>there is no sequence {sample} in a batch of {count}</source>
        <translation>{count} 个序列的一批里没有第 {sample} 个</translation>
    </message>
    <message>
        <source>there is no step {step}: the run has steps 0 to {last}</source>
        <translation>没有第 {step} 步：这次运行有第 0 到 {last} 步</translation>
    </message>
    <message>
        <source>gradients are clipped by “norm” or by “value”, not by “{kind}”</source>
        <translation>梯度按“norm”或“value”裁剪，不能按“{kind}”</translation>
    </message>
    <message>
        <source>there is no {what} called {name}{hint}</source>
        <translation>没有名为 {name} 的{what}{hint}</translation>
    </message>
    <message>
        <source>{what} must be a number above 0, not {value}</source>
        <translation>{what}应为大于 0 的数，不能是 {value}</translation>
    </message>
    <message>
        <source>{what} must be from 0 to below 1, not {value}</source>
        <translation>{what}应不小于 0 且小于 1，不能是 {value}</translation>
    </message>
    <message>
        <source>the {what} {name} has no setting {setting}{hint}</source>
        <translation>{what} {name} 没有 {setting} 这项设置{hint}</translation>
    </message>
    <message>
        <source>floor must be from 0 to 1, not {floor}</source>
        <translation>floor 应为 0 到 1，不能是 {floor}</translation>
    </message>
    <message>
        <source>there are not {wanted:,} different samples under these settings, only about {count:,}</source>
        <translation>在这些设置下没有 {wanted:,} 个不同的样本，只有大约 {count:,} 个</translation>
    </message>
    <message>
        <source>{what} must be a whole number from {least}, not {value}</source>
        <translation>{what}应为不小于 {least} 的整数，不能是 {value}</translation>
    </message>
    <message>
        <source>these settings of {task} make about {count:,} steps in all samples; the limit is {most:,}</source>
        <translation>{task} 的这些设置在全部样本里约有 {count:,} 步；上限为 {most:,} 步</translation>
    </message>
    <message>
        <source>the sentence “{sentence}” has two labels, {one} and {other}</source>
        <translation>句子“{sentence}”有两个标签，{one} 和 {other}</translation>
    </message>
    <message>
        <source>{count} different sentences are too few to train on and to judge by: {least} are the least</source>
        <translation>{count} 个不同的句子太少，不够训练和检验：至少要 {least} 个</translation>
    </message>
    <message>
        <source>sentences need 2 to {most} different labels, not {count}</source>
        <translation>句子需要 2 到 {most} 个不同的标签，不能是 {count} 个</translation>
    </message>
    <message>
        <source>“{word}” is too long for a word or label: {most} letters are the most</source>
        <translation>“{word}”作为词或标签太长：最多 {most} 个字母</translation>
    </message>
    <message>
        <source>{count:,} different words are too many: {most:,} are the most</source>
        <translation>{count:,} 个不同的词太多：最多 {most:,} 个</translation>
    </message>
    <message>
        <source>a sentence of {count:,} words is too long: {most:,} are the most</source>
        <translation>{count:,} 个词的句子太长：最多 {most:,} 个词</translation>
    </message>
    <message>
        <source>these are {count:,} numbers in all samples; the limit is {most:,}</source>
        <translation>全部样本共 {count:,} 个数；上限为 {most:,} 个</translation>
    </message>
    <message>
        <source>a table of finite numbers is wanted, with a name for each column</source>
        <translation>这里需要一张有限数的表，每列有名字</translation>
    </message>
    <message>
        <source>there is no column {target}; columns are 0 to {last}</source>
        <translation>没有第 {target} 列；列号为 0 到 {last}</translation>
    </message>
    <message>
        <source>{count:,} rows are too few for stretches of that length: {least:,} are the least</source>
        <translation>{count:,} 行对这样长的片段来说太少：至少 {least:,} 行</translation>
    </message>
    <message>
        <source>the column {name} is always the same: there is nothing to predict</source>
        <translation>列 {name} 始终不变：没有什么可预测的</translation>
    </message>
    <message>
        <source>the temperature must be a number from 0 on, not {temperature}</source>
        <translation>温度应为不小于 0 的数，不能是 {temperature}</translation>
    </message>
    <message>
        <source>what reads from the end knows no next step</source>
        <translation>从末尾读起的网络不知道下一步</translation>
    </message>
    <message>
        <source>the answers of {task} are no inputs: what it writes cannot be read again</source>
        <translation>{task} 的答案不是输入：它写出的东西不能再读进去</translation>
    </message>
    <message>
        <source>an answer of {width} numbers is no input of {inputs}: it cannot be read again</source>
        <translation>{width} 个数的答案不是 {inputs} 个数的输入：不能再读进去</translation>
    </message>
    <message>
        <source>“{word}” is not in the vocabulary of {task}</source>
        <translation>“{word}”不在 {task} 的词表里</translation>
    </message>
    <message>
        <source>there is no task called {name}{hint}</source>
        <translation>没有名为 {name} 的任务{hint}</translation>
    </message>
    <message>
        <source>the task {name} has no setting {setting}{hint}</source>
        <translation>任务 {name} 没有 {setting} 这项设置{hint}</translation>
    </message>
    <message>
        <source>there are {count} sentences in all; fewer than that can be held out, not {heldout}</source>
        <translation>总共有 {count} 个句子；留出的要比这少，不能是 {heldout} 个</translation>
    </message>
    <message>
        <source>{name} is to stay fixed, but is not a parameter of this network</source>
        <translation>{name} 要保持不变，但它不是这个网络的参数</translation>
    </message>
    <message>
        <source>only networks of shipped cells can be saved as weights</source>
        <translation>只有自带细胞的网络能存为权重</translation>
    </message>
    <message>
        <source>there is no cell called {name}{hint}</source>
        <translation>没有名为 {name} 的细胞{hint}</translation>
    </message>
    <message>
        <source>{cell} has no line {line}{hint}</source>
        <translation>{cell} 没有 {line} 这一行{hint}</translation>
    </message>
    <message>
        <source>{file}, line {line}: {why}</source>
        <translation>{file}，第 {line} 行：{why}</translation>
    </message>
    <message>
        <source>: did you mean {near}?</source>
        <translation>：是不是想写 {near}？</translation>
    </message>
    <message>
        <source>the file is larger than the limit of {limit} kB</source>
        <translation>文件超过 {limit} kB 的上限</translation>
    </message>
    <message>
        <source>not UTF-8 text (byte {byte})</source>
        <translation>不是 UTF-8 文本（第 {byte} 字节）</translation>
    </message>
    <message>
        <source>cannot be read ({reason})</source>
        <translation>无法读取（{reason}）</translation>
    </message>
    <message>
        <source>the line is longer than the limit of {limit} characters</source>
        <translation>这一行超过 {limit} 个字符的上限</translation>
    </message>
    <message>
        <source>a key has more than the limit of {limit} dots</source>
        <translation>键里的点超过 {limit} 个的上限</translation>
    </message>
    <message>
        <source>brackets are nested deeper than the limit of {limit}</source>
        <translation>括号嵌套超过 {limit} 层的上限</translation>
    </message>
    <message>
        <source>not valid TOML at column {column}: {reason}</source>
        <translation>第 {column} 列不是有效的 TOML：{reason}</translation>
    </message>
    <message>
        <source>not valid TOML: {reason}</source>
        <translation>不是有效的 TOML：{reason}</translation>
    </message>
    <message>
        <source>a line must be a name and its value, a [table] or a # comment</source>
        <translation>一行应为“名字 = 值”、[表] 或 # 注释</translation>
    </message>
    <message>
        <source>a value is missing or is none; a text stands in double quotes</source>
        <translation>缺少值，或不是值；文本要放在双引号里</translation>
    </message>
    <message>
        <source>a name must be followed by = and its value</source>
        <translation>名字后面要跟 = 和它的值</translation>
    </message>
    <message>
        <source>something follows where the line must end</source>
        <translation>行尾之后还有内容</translation>
    </message>
    <message>
        <source>the name of a table is never closed</source>
        <translation>表名没有闭合</translation>
    </message>
    <message>
        <source>a name may hold only letters, digits, - and _</source>
        <translation>名字只能含字母、数字、- 和 _</translation>
    </message>
    <message>
        <source>a list is never closed</source>
        <translation>列表没有闭合</translation>
    </message>
    <message>
        <source>a table in braces is never closed</source>
        <translation>花括号里的表没有闭合</translation>
    </message>
    <message>
        <source>a text is never closed</source>
        <translation>文本没有闭合</translation>
    </message>
    <message>
        <source>a character stands here that must not</source>
        <translation>这里有一个不该出现的字符</translation>
    </message>
    <message>
        <source>a text holds a backslash that means nothing</source>
        <translation>文本里有一个没有意义的反斜杠</translation>
    </message>
    <message>
        <source>a date or time that there is not</source>
        <translation>不存在的日期或时间</translation>
    </message>
    <message>
        <source>a name is given twice</source>
        <translation>一个名字写了两次</translation>
    </message>
    <message>
        <source>Python&apos;s reader gives up here</source>
        <translation>Python 的读取器在这里放弃了</translation>
    </message>
    <message>
        <source>unknown key “{name}”{hint}</source>
        <translation>未知的键“{name}”{hint}</translation>
    </message>
    <message>
        <source>{name} must be a text in quotes</source>
        <translation>{name} 应为引号里的文本</translation>
    </message>
    <message>
        <source>{name} must be a list</source>
        <translation>{name} 应为列表</translation>
    </message>
    <message>
        <source>{name} must be a table</source>
        <translation>{name} 应为表</translation>
    </message>
    <message>
        <source>the file has no “{name}”</source>
        <translation>文件没有“{name}”</translation>
    </message>
    <message>
        <source>more than the limit of {limit} lines of equations at “{text}”</source>
        <translation>方程在“{text}”处超过 {limit} 行的上限</translation>
    </message>
    <message>
        <source>the cell has no equations</source>
        <translation>这个细胞没有方程</translation>
    </message>
    <message>
        <source>{name} is assigned twice; it was already assigned on line {line}</source>
        <translation>{name} 赋值了两次；第 {line} 行已经赋过值</translation>
    </message>
    <message>
        <source>x is the input and cannot be assigned</source>
        <translation>x 是输入，不能赋值</translation>
    </message>
    <message>
        <source>loss is what gradients are taken of and cannot be assigned</source>
        <translation>loss 是求梯度的对象，不能赋值</translation>
    </message>
    <message>
        <source>{name} cannot be assigned: _prev and _next are made by the cell itself</source>
        <translation>{name} 不能赋值：_prev 和 _next 由细胞自己产生</translation>
    </message>
    <message>
        <source>{name} is the name of a parameter matrix and cannot be assigned</source>
        <translation>{name} 是参数矩阵的名字，不能赋值</translation>
    </message>
    <message>
        <source>{name}_prev is read, but no line assigns {name}{hint}</source>
        <translation>读了 {name}_prev，但没有哪一行给 {name} 赋值{hint}</translation>
    </message>
    <message>
        <source>{name} is used before it is assigned on line {line}; its value one step ago is {name}_prev</source>
        <translation>{name} 在第 {line} 行赋值之前就用到了；它上一步的值是 {name}_prev</translation>
    </message>
    <message>
        <source>{name} is not a line of this cell{hint}</source>
        <translation>{name} 不是这个细胞的一行{hint}</translation>
    </message>
    <message>
        <source>{name} is a matrix; write {name} @ a vector</source>
        <translation>{name} 是矩阵；请写 {name} @ 一个向量</translation>
    </message>
    <message>
        <source>{name} is where {state} begins: a number, a vector (b, d, p or u) or a Greek letter</source>
        <translation>{name} 是 {state} 的初值：一个数、一个向量（b、d、p 或 u）或一个希腊字母</translation>
    </message>
    <message>
        <source>{name}: {state} is read nowhere as {state}_prev, so it has no beginning</source>
        <translation>{name}：没有哪里以 {state}_prev 读到 {state}，所以它没有初值</translation>
    </message>
    <message>
        <source>sizes do not match: {name} has the {own} size, but line {line} works with the {size} size</source>
        <translation>大小不符：{name} 有{own}大小，而第 {line} 行用的是{size}大小</translation>
    </message>
    <message>
        <source>sizes do not match: {name} has the {own} size, but {matrix} @ ( ) works with the {size} size</source>
        <translation>大小不符：{name} 有{own}大小，而 {matrix} @ ( ) 用的是{size}大小</translation>
    </message>
    <message>
        <source>sizes do not match: {name} was {before} before and would be {now} here</source>
        <translation>大小不符：{name} 前面是 {before}，这里却是 {now}</translation>
    </message>
    <message>
        <source>a sign is missing between {left} and {right}</source>
        <translation>{left} 和 {right} 之间缺一个符号</translation>
    </message>
    <message>
        <source>cannot read “{text}” ({reason})</source>
        <translation>无法读懂“{text}”（{reason}）</translation>
    </message>
    <message>
        <source>a bracket is never closed</source>
        <translation>有一个括号没有闭合</translation>
    </message>
    <message>
        <source>a bracket is closed that was never opened</source>
        <translation>有一个括号闭合了，却没有打开</translation>
    </message>
    <message>
        <source>too deeply nested</source>
        <translation>嵌套太深</translation>
    </message>
    <message>
        <source>it is no expression</source>
        <translation>不是表达式</translation>
    </message>
    <message>
        <source>“{text}”: the operator {sign} is not allowed; use + - * / @</source>
        <translation>“{text}”：不允许运算符 {sign}；请用 + - * / @</translation>
    </message>
    <message>
        <source>“{text}”: square brackets take one element out; a line works on whole vectors</source>
        <translation>“{text}”：方括号取出一个元素；而一行算的是整个向量</translation>
    </message>
    <message>
        <source>“{text}”: a dot reaches inside an object; only U.T, a transposed matrix left of @, is allowed</source>
        <translation>“{text}”：点号用来进入对象内部；只允许 U.T，即 @ 左边转置的矩阵</translation>
    </message>
    <message>
        <source>“{text}”: comparisons are not allowed in an equation</source>
        <translation>“{text}”：方程里不允许比较</translation>
    </message>
    <message>
        <source>“{text}”: and/or are not allowed in an equation</source>
        <translation>“{text}”：方程里不允许 and/or</translation>
    </message>
    <message>
        <source>“{text}”: if/else is not allowed in an equation</source>
        <translation>“{text}”：方程里不允许 if/else</translation>
    </message>
    <message>
        <source>“{text}”: lambda is not allowed in an equation</source>
        <translation>“{text}”：方程里不允许 lambda</translation>
    </message>
    <message>
        <source>“{text}”: lists are not allowed in an equation</source>
        <translation>“{text}”：方程里不允许列表</translation>
    </message>
    <message>
        <source>in {name} @ [ ] stand two to four values by their names, x once at most</source>
        <translation>{name} @ [ ] 里写两到四个值的名字，x 最多一次</translation>
    </message>
    <message>
        <source>{name} is already the part of a matrix that acts on [ ]; call this one something else</source>
        <translation>{name} 已经是矩阵作用于 [ ] 的那一部分；请给它换个名字</translation>
    </message>
    <message>
        <source>{name} would be a matrix of its own; {plain} transposed is {plain}.T</source>
        <translation>{name} 会是一个独立的矩阵；{plain} 的转置是 {plain}.T</translation>
    </message>
    <message>
        <source>“{text}”: a comma is not allowed in an equation</source>
        <translation>“{text}”：方程里不允许逗号</translation>
    </message>
    <message>
        <source>“{text}”: only names, numbers, + - * / @, brackets and functions are allowed</source>
        <translation>“{text}”：只允许名字、数、+ - * / @、括号和函数</translation>
    </message>
    <message>
        <source>{table}: {name} is not a line{hint}</source>
        <translation>{table}：{name} 不是一行{hint}</translation>
    </message>
    <message>
        <source>{table}: {name} must be a text in quotes</source>
        <translation>{table}：{name} 应为引号里的文本</translation>
    </message>
    <message>
        <source>roles: unknown role {name}{hint}</source>
        <translation>roles：未知的角色 {name}{hint}</translation>
    </message>
    <message>
        <source>stages: {name} must be a list of line names</source>
        <translation>stages：{name} 应为行名的列表</translation>
    </message>
    <message>
        <source>stages: {name} stands in two stages</source>
        <translation>stages：{name} 在两个阶段里</translation>
    </message>
    <message>
        <source>stages: {name} stands in no stage</source>
        <translation>stages：{name} 不在任何阶段里</translation>
    </message>
    <message>
        <source>stages: the lines must stand in the order of the equations</source>
        <translation>stages：各行要按方程的次序排列</translation>
    </message>
    <message>
        <source>{name} is not a line{hint}</source>
        <translation>{name} 不是一行{hint}</translation>
    </message>
    <message>
        <source>{name} stands in the sketch twice</source>
        <translation>{name} 在草图里出现两次</translation>
    </message>
    <message>
        <source>the line {name} is missing</source>
        <translation>缺少 {name} 这一行</translation>
    </message>
    <message>
        <source>start: {name} is not a parameter{hint}</source>
        <translation>start：{name} 不是参数{hint}</translation>
    </message>
    <message>
        <source>start: {name} must be a number up to 1e6</source>
        <translation>start：{name} 应为不超过 1e6 的数</translation>
    </message>
    <message>
        <source>keep: wants line = a gate, bias = its bias vector, keeps = true or false</source>
        <translation>keep：需要 line = 一个门，bias = 它的偏置向量，keeps = true 或 false</translation>
    </message>
    <message>
        <source>place: {name} must be [x, y] in grid units</source>
        <translation>place：{name} 应为以格为单位的 [x, y]</translation>
    </message>
    <message>
        <source>place: {name} is not drawn in this cell{hint}</source>
        <translation>place：{name} 不画在这个细胞里{hint}</translation>
    </message>
    <message>
        <source>place: {name} has no place</source>
        <translation>place：{name} 没有位置</translation>
    </message>
    <message>
        <source>says.{language} must be a table of sentences</source>
        <translation>says.{language} 应为句子的表</translation>
    </message>
    <message>
        <source>says.{language}: {name} is not a line with a sentence</source>
        <translation>says.{language}：{name} 不是带句子的一行</translation>
    </message>
    <message>
        <source>says.{language}.{part}: {name} is nothing that can be said in another language</source>
        <translation>says.{language}.{part}：{name} 不能用另一种语言来说</translation>
    </message>
    <message>
        <source>labels: {name} is not a value of this cell{hint}</source>
        <translation>labels：{name} 不是这个细胞的值{hint}</translation>
    </message>
    <message>
        <source>labels: {name} wants one of {sides}, none, or [x, y, side]</source>
        <translation>labels：{name} 应为 {sides} 之一、none，或 [x, y, side]</translation>
    </message>
    <message>
        <source>wires: “{route}”: {why}</source>
        <translation>wires：“{route}”：{why}</translation>
    </message>
    <message>
        <source>wires: a branch of {net} starts at {where}, where no wire of it runs</source>
        <translation>wires：{net} 的一个分支从 {where} 开始，那里没有它的线</translation>
    </message>
    <message>
        <source>wires: {net} joins {to} at {where}, where no wire of it runs</source>
        <translation>wires：{net} 在 {where} 与 {to} 相接，那里没有它的线</translation>
    </message>
    <message>
        <source>wires: no wire leads from {source} to {sink}</source>
        <translation>wires：没有从 {source} 到 {sink} 的线</translation>
    </message>
    <message>
        <source>{name} is not a value of this cell{hint}</source>
        <translation>{name} 不是这个细胞的值{hint}</translation>
    </message>
    <message>
        <source>wants a list of routes such as [&quot;f &gt; kept&quot;]</source>
        <translation>需要走线的列表，例如 [&quot;f &gt; kept&quot;]</translation>
    </message>
    <message>
        <source>wants at least a start and an end, with “&gt;” between</source>
        <translation>至少需要起点和终点，中间用“&gt;”</translation>
    </message>
    <message>
        <source>the first branch starts at {net}</source>
        <translation>第一个分支从 {net} 开始</translation>
    </message>
    <message>
        <source>{net} does not go out, for {output} is the line that is read out</source>
        <translation>{net} 不向外走，读出的是 {output} 这一行</translation>
    </message>
    <message>
        <source>{net} does not go to {to}</source>
        <translation>{net} 不通向 {to}</translation>
    </message>
    <message>
        <source>“{word}” is not a point such as 71,37</source>
        <translation>“{word}”不是点，例如 71,37</translation>
    </message>
    <message>
        <source>goes from one edge to the other: give it a point between</source>
        <translation>从一边走到另一边：请在中间给一个点</translation>
    </message>
    <message>
        <source>has no length</source>
        <translation>没有长度</translation>
    </message>
    <message>
        <source>runs aslant from {start} to {end}; wires go left, right, up or down</source>
        <translation>从 {start} 到 {end} 是斜的；线只能横走或竖走</translation>
    </message>
    <message>
        <source>{line} is held by a number, {size} numbers, or {rows} rows of {size}</source>
        <translation>{line} 可固定为一个数、{size} 个数，或 {rows} 行、每行 {size} 个数</translation>
    </message>
    <message>
        <source>start: {name} must have {size} numbers</source>
        <translation>start：{name} 应有 {size} 个数</translation>
    </message>
    <message>
        <source>start: {name} must have {size} numbers, or {batch} rows of them</source>
        <translation>start：{name} 应有 {size} 个数，或 {batch} 行这样的数</translation>
    </message>
    <message>
        <source>{name} must be numbers of shape {shape}</source>
        <translation>{name} 应为形状 {shape} 的数</translation>
    </message>
    <message>
        <source>the inputs are not numbers of one rectangular shape</source>
        <translation>输入不是一个矩形形状的数</translation>
    </message>
    <message>
        <source>the vector must be numbers</source>
        <translation>向量应为数</translation>
    </message>
    <message>
        <source>targets must be numbers</source>
        <translation>目标应为数</translation>
    </message>
    <message>
        <source>loss_grad must be numbers</source>
        <translation>loss_grad 应为数</translation>
    </message>
    <message>
        <source>update {step} would make a number that is not finite; the gradient&apos;s norm is {norm:.3g}</source>
        <translation>第 {step} 次更新会产生不是有限数的数；梯度的范数是 {norm:.3g}</translation>
    </message>
    <message>
        <source>{file}: a picture&apos;s name ends in .png, .svg or .pdf.</source>
        <translation>{file}：图片的名字以 .png、.svg 或 .pdf 结尾。</translation>
    </message>
    <message>
        <source>{file}: cannot be saved, because {reason}.</source>
        <translation>{file}：无法保存，因为{reason}。</translation>
    </message>
    <message>
        <source>There is no picture of {width} × {height} pixels.</source>
        <translation>没有 {width} × {height} 像素的图片。</translation>
    </message>
    <message>
        <source>The picture cannot be written as PNG.</source>
        <translation>图片无法写成 PNG。</translation>
    </message>
    <message>
        <source>A picture of {width:,} × {height:,} pixels does not fit into the memory.</source>
        <translation>{width:,} × {height:,} 像素的图片放不进内存。</translation>
    </message>
    <message>
        <source>the process that did it has ended</source>
        <translation>做这件事的进程已经结束</translation>
    </message>
    <message>
        <source>{why}</source>
        <translation>{why}</translation>
    </message>
    <message>
        <source>{option}: {why}</source>
        <translation>{option}：{why}</translation>
    </message>
    <message>
        <source>{option} {word}: there is no such scene{hint}</source>
        <translation>{option} {word}：没有这样的场景{hint}</translation>
    </message>
    <message>
        <source>{option} {word}: there is no such cell{hint}</source>
        <translation>{option} {word}：没有这样的细胞{hint}</translation>
    </message>
    <message>
        <source>{option} {word}: the cell has no such line{hint}</source>
        <translation>{option} {word}：细胞没有这样一行{hint}</translation>
    </message>
    <message>
        <source>{option} {word}: there is no such panel{hint}</source>
        <translation>{option} {word}：没有这样的面板{hint}</translation>
    </message>
    <message>
        <source>{option} {word}: there is no such place{hint}</source>
        <translation>{option} {word}：没有这样的场所{hint}</translation>
    </message>
    <message>
        <source>{option} {word}: the laboratory has no such page{hint}</source>
        <translation>{option} {word}：实验室没有这样的页{hint}</translation>
    </message>
    <message>
        <source>{option} {word}: there is no such lesson{hint}</source>
        <translation>{option} {word}：没有这一课{hint}</translation>
    </message>
    <message>
        <source>{option} {number}: the lesson has the pages 1 to {count}</source>
        <translation>{option} {number}：这一课的页码为 1 到 {count}</translation>
    </message>
    <message>
        <source>{option}: say of which lesson, as in --lesson 9</source>
        <translation>{option}：请说明是哪一课，例如 --lesson 9</translation>
    </message>
    <message>
        <source>{option} {word}: there are no such weights{hint}</source>
        <translation>{option} {word}：没有这样的权重{hint}</translation>
    </message>
    <message>
        <source>{option} {word}: there is no such task{hint}</source>
        <translation>{option} {word}：没有这样的任务{hint}</translation>
    </message>
    <message>
        <source>{option} {text}: a task brings its own sentence and answers, so leave out {other}</source>
        <translation>{option} {text}：任务自带句子和答案，所以请去掉 {other}</translation>
    </message>
    <message>
        <source>{option} {number}: say which task, as in --train slot_filling</source>
        <translation>{option} {number}：请说明是哪个任务，例如 --train slot_filling</translation>
    </message>
    <message>
        <source>{option} {text}: they bring their own cell and sentence, so leave out {other}</source>
        <translation>{option} {text}：它们自带细胞和句子，所以请去掉 {other}</translation>
    </message>
    <message>
        <source>{option} {number}: say which sequences, as in --batch &quot;to be|or not&quot;</source>
        <translation>{option} {number}：请给出序列，例如 --batch &quot;to be|or not&quot;</translation>
    </message>
    <message>
        <source>{option} {text}: it names every sequence itself, so leave out {other}</source>
        <translation>{option} {text}：它本身已给出所有序列，所以请去掉 {other}</translation>
    </message>
    <message>
        <source>: there are {known}</source>
        <translation>：有 {known}</translation>
    </message>
    <message>
        <source>{option} {number}: from {low} to {high:,}</source>
        <translation>{option} {number}：应为 {low} 到 {high:,}</translation>
    </message>
    <message>
        <source>{option} {text}: it names every cell itself, so leave out {other}</source>
        <translation>{option} {text}：它自己写出了每个细胞，所以请去掉 {other}</translation>
    </message>
    <message>
        <source>{option} {text}: {why}</source>
        <translation>{option} {text}：{why}</translation>
    </message>
    <message>
        <source>{option}: this machine has no font for it; install one, such as Noto Sans CJK</source>
        <translation>{option}：这台电脑没有它的字体；请安装一种，例如 Noto Sans CJK</translation>
    </message>
    <message>
        <source>{option} {text}: there are the layers 1 to {count}</source>
        <translation>{option} {text}：有第 1 到 {count} 层</translation>
    </message>
    <message>
        <source>{option} {text}: that layer reads {ways}</source>
        <translation>{option} {text}：那一层{ways}读取</translation>
    </message>
    <message>
        <source>{option} {number}: the sequence has the steps 1 to {count}</source>
        <translation>{option} {number}：序列有第 1 到 {count} 步</translation>
    </message>
    <message>
        <source>{option} {text}: write it as 1920x1080</source>
        <translation>{option} {text}：请写成 1920x1080</translation>
    </message>
    <message>
        <source>{option} {text}: each side must be from {low} to {high} pixels</source>
        <translation>{option} {text}：每边应为 {low} 到 {high} 像素</translation>
    </message>
    <message>
        <source>{option}: leave out {other}, for a window is painted for one of them</source>
        <translation>{option}：请去掉 {other}，因为窗口只为其中一个而画</translation>
    </message>
    <message>
        <source>{option} {text}: the name of a picture ends in {known}</source>
        <translation>{option} {text}：图片的名字以 {known} 结尾</translation>
    </message>
    <message>
        <source>{path}: this file is no picture, and so it is not replaced by one</source>
        <translation>{path}：这个文件不是图片，所以不会被图片替换</translation>
    </message>
    <message>
        <source>{path}: the picture could not be made</source>
        <translation>{path}：图片没有做成</translation>
    </message>
    <message>
        <source>{option} {text}: that is no whole number</source>
        <translation>{option} {text}：这不是整数</translation>
    </message>
    <message>
        <source>{option} {text}: that is no number</source>
        <translation>{option} {text}：这不是数</translation>
    </message>
    <message>
        <source>{option} {text}: there are {known}</source>
        <translation>{option} {text}：可选的有 {known}</translation>
    </message>
    <message>
        <source>{option}: something must follow it</source>
        <translation>{option}：后面必须写出内容</translation>
    </message>
    <message>
        <source>{option}: nothing may follow it, but there is {text}</source>
        <translation>{option}：后面不能有内容，却写了 {text}</translation>
    </message>
    <message>
        <source>{text}: there is no such option; rnnviz --help names all there are</source>
        <translation>{text}：没有这个选项；rnnviz --help 会列出所有选项</translation>
    </message>
    <message>
        <source>{option}: it could be {known}</source>
        <translation>{option}：可能是 {known}</translation>
    </message>
    <message>
        <source>{path}: cannot be written, because {reason}</source>
        <translation>{path}：无法写入，因为{reason}</translation>
    </message>
    <message>
        <source>{file} is larger than the limit of {limit} kB for a cell</source>
        <translation>{file} 超过一个细胞 {limit} kB 的上限</translation>
    </message>
    <message>
        <source>{file} cannot be saved, because {reason}</source>
        <translation>{file} 无法保存，因为{reason}</translation>
    </message>
    <message>
        <source>{count:,} numbers are too many for a program; the limit is {limit:,}</source>
        <translation>{count:,} 个数对一个程序来说太多；上限为 {limit:,} 个</translation>
    </message>
    <message>
        <source>a weight is no finite number, which no program can hold</source>
        <translation>有一个权重不是有限数，程序里写不了</translation>
    </message>
    <message>
        <source>{name} is not known to the programs that are written</source>
        <translation>写出的程序不认识 {name}</translation>
    </message>
    <message>
        <source>{line} is one number everywhere, and no state has its size</source>
        <translation>{line} 处处是一个数，没有状态与它大小相同</translation>
    </message>
    <message>
        <source>{cell}: step {step} of {steps}, unit {unit}</source>
        <translation>{cell}：第 {step} 步（共 {steps} 步），单元 {unit}</translation>
    </message>
    <message>
        <source>{title}, backwards</source>
        <translation>{title}，反向</translation>
    </message>
    <message>
        <source>Compute the values of unit {unit}.</source>
        <translation>求单元 {unit} 的各个值。</translation>
    </message>
    <message>
        <source>Compute the gradients of unit {unit}.</source>
        <translation>求单元 {unit} 的各个梯度。</translation>
    </message>
    <message>
        <source>Version {seed}.</source>
        <translation>第 {seed} 套。</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>To compute</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>已知</translation>
    </message>
    <message>
        <source>and columns of W ({columns})</source>
        <translation>以及 W 的各列（{columns}）</translation>
    </message>
    <message>
        <source>(all 0)</source>
        <translation>（全为 0）</translation>
    </message>
    <message>
        <source>from the loss</source>
        <translation>来自损失</translation>
    </message>
    <message>
        <source>{file}: the name of a sheet ends in {known}</source>
        <translation>{file}：习题纸的文件名以 {known} 结尾</translation>
    </message>
    <message>
        <source>there is no step {step}; the sequence has the steps 1 to {last}</source>
        <translation>没有第 {step} 步；序列有第 1 到 {last} 步</translation>
    </message>
    <message>
        <source>there is no unit {unit}; the layer has the units 1 to {last}</source>
        <translation>没有第 {unit} 个单元；这一层有第 1 到 {last} 个单元</translation>
    </message>
    <message>
        <source>a sheet has room for {limit} units, not for {units}</source>
        <translation>一张练习单能放 {limit} 个单元，放不下 {units} 个</translation>
    </message>
    <message>
        <source>numbers of one sequence are written, not of a batch of {count}</source>
        <translation>写出的是一个序列的数，不是 {count} 个一批的</translation>
    </message>
    <message>
        <source>{file}: a film&apos;s name ends in {known}</source>
        <translation>{file}：影片的文件名以 {known} 结尾</translation>
    </message>
    <message>
        <source>{file}: an MP4 needs the program ffmpeg on the path; a film that ends in .gif needs nothing</source>
        <translation>{file}：MP4 需要路径上有 ffmpeg 程序；以 .gif 结尾的影片不需要任何程序</translation>
    </message>
    <message>
        <source>{file}: the film could not be made, because {why}</source>
        <translation>{file}：影片无法制作，因为{why}</translation>
    </message>
    <message>
        <source>{file}: a table of numbers ends in {known}</source>
        <translation>{file}：数表的名字以 {known} 结尾</translation>
    </message>
    <message>
        <source>{file}: the name of a program ends in .py</source>
        <translation>{file}：程序的名字以 .py 结尾</translation>
    </message>
    <message>
        <source>a run is written as {known}, not as {kind}</source>
        <translation>一次运行可写成 {known}，不能写成 {kind}</translation>
    </message>
    <message>
        <source>{why}.</source>
        <translation>{why}。</translation>
    </message>
    <message>
        <source>{file}: {why}</source>
        <translation>{file}：{why}</translation>
    </message>
    <message>
        <source>The draft of “{name}”</source>
        <translation>“{name}”的草稿</translation>
    </message>
    <message>
        <source>is larger than the limit of {limit} MB for a document</source>
        <translation>超过一个文档 {limit} MB 的上限</translation>
    </message>
    <message>
        <source>{file} cannot be opened, because {reason}</source>
        <translation>{file} 无法打开，因为{reason}</translation>
    </message>
    <message>
        <source>{file} is no text in UTF-8 (byte {byte})</source>
        <translation>{file} 不是 UTF-8 文本（第 {byte} 字节）</translation>
    </message>
    <message>
        <source>is {value:,.12g}, but must be from {low:,.12g} to {high:,.12g}</source>
        <translation>是 {value:,.12g}，应为 {low:,.12g} 到 {high:,.12g}</translation>
    </message>
    <message>
        <source>is “{word}”, but must be one of {known}</source>
        <translation>是“{word}”，应为 {known} 之一</translation>
    </message>
    <message>
        <source>is “{word}”, which is no cell of this rnnviz{hint}</source>
        <translation>是“{word}”，这个 rnnviz 没有这种细胞{hint}</translation>
    </message>
    <message>
        <source>would keep {count:,} numbers; the limit is {limit:,}</source>
        <translation>要保存 {count:,} 个数；上限为 {limit:,} 个</translation>
    </message>
    <message>
        <source>holds “{line}”, which is no line of {cell}{hint}</source>
        <translation>含有“{line}”，它不是 {cell} 的一行{hint}</translation>
    </message>
    <message>
        <source>begins at step {first} and ends before it, at {last}</source>
        <translation>从第 {first} 步开始，却在它之前的第 {last} 步结束</translation>
    </message>
    <message>
        <source>names “{name}”, which is no parameter of {cell}{hint}</source>
        <translation>写着“{name}”，它不是 {cell} 的参数{hint}</translation>
    </message>
    <message>
        <source>names an entry that {name} does not have: its size is {size}, counted from 0</source>
        <translation>写着 {name} 没有的元素：它的大小是 {size}，从 0 数起</translation>
    </message>
    <message>
        <source>is of the kind “{kind}” and so cannot have “{field}”</source>
        <translation>属于“{kind}”一类，所以不能有“{field}”</translation>
    </message>
    <message>
        <source>is no rnnviz document: it does not begin with “format”: “rnnviz/{known}”</source>
        <translation>不是 rnnviz 文档：开头不是 “format”: “rnnviz/{known}”</translation>
    </message>
    <message>
        <source>was written by a newer rnnviz (format {number}; this one reads up to {known})</source>
        <translation>由更新的 rnnviz 写成（格式 {number}；这个版本最多读到 {known}）</translation>
    </message>
    <message>
        <source>cannot be opened, because {reason}</source>
        <translation>无法打开，因为{reason}</translation>
    </message>
    <message>
        <source>cannot be saved, because {reason}</source>
        <translation>无法保存，因为{reason}</translation>
    </message>
    <message>
        <source>{file} cannot be kept, because {reason}</source>
        <translation>{file} 无法保留，因为{reason}</translation>
    </message>
    <message>
        <source>its header announces {wanted:,} bytes of numbers, but it holds {got:,}.</source>
        <translation>它的文件头声明有 {wanted:,} 字节的数，实际有 {got:,} 字节。</translation>
    </message>
    <message>
        <source>it holds {kind}, but only whole and real numbers up to 64 bits are read.</source>
        <translation>它含有 {kind}，而只能读不超过 64 位的整数和实数。</translation>
    </message>
    <message>
        <source>it has {count} axes, but must have the shape (steps,) or (steps, numbers).</source>
        <translation>它有 {count} 个轴，形状应为 (steps,) 或 (steps, numbers)。</translation>
    </message>
    <message>
        <source>it holds no numbers.</source>
        <translation>它里面没有数。</translation>
    </message>
    <message>
        <source>it is no .npy file of numbers, or its header is damaged.</source>
        <translation>它不是数的 .npy 文件，或文件头已损坏。</translation>
    </message>
    <message>
        <source>is not as it must be</source>
        <translation>不合要求</translation>
    </message>
    <message>
        <source>has no “{field}”</source>
        <translation>没有“{field}”</translation>
    </message>
    <message>
        <source>has a field “{field}” that is not known{hint}</source>
        <translation>有未知的字段“{field}”{hint}</translation>
    </message>
    <message>
        <source>must be {wanted}, not {got}</source>
        <translation>应为{wanted}，不能是 {got}</translation>
    </message>
    <message>
        <source>The text is too long: the limit is {limit} MB.</source>
        <translation>文本太长：上限为 {limit} MB。</translation>
    </message>
    <message>
        <source>it is larger than the limit of {limit} MB for a sequence.</source>
        <translation>它超过一个序列 {limit} MB 的上限。</translation>
    </message>
    <message>
        <source>{count:,} values in one row are too many: the limit is {limit:,} steps.</source>
        <translation>一行有 {count:,} 个值太多：上限为 {limit:,} 步。</translation>
    </message>
    <message>
        <source>The table is empty.</source>
        <translation>表是空的。</translation>
    </message>
    <message>
        <source>{count} columns are too many: the limit is {limit}.</source>
        <translation>{count} 列太多：上限为 {limit} 列。</translation>
    </message>
    <message>
        <source>Row {row}, column {column}: {problem}, and the rest of the table is numbers.</source>
        <translation>第 {row} 行第 {column} 列：{problem}，而表的其余部分都是数。</translation>
    </message>
    <message>
        <source>Words stand in one row or one column, not in {count} columns.</source>
        <translation>词应排成一行或一列，不能排成 {count} 列。</translation>
    </message>
    <message>
        <source>it is no text; save it as “CSV UTF-8” and try again.</source>
        <translation>它不是文本；请另存为“CSV UTF-8”再试。</translation>
    </message>
    <message>
        <source>There are too many rows, {count:,}: the limit is {limit:,} steps.</source>
        <translation>行数太多，有 {count:,} 行：上限为 {limit:,} 步。</translation>
    </message>
    <message>
        <source>There are too many rows: more than {limit:,}.</source>
        <translation>行数太多：超过 {limit:,} 行。</translation>
    </message>
    <message>
        <source>{count:,} rows are too many: the limit is {limit:,} steps.</source>
        <translation>{count:,} 行太多：上限为 {limit:,} 步。</translation>
    </message>
    <message>
        <source>No row is left: each has a missing value.</source>
        <translation>一行也不剩：每行都有缺失值。</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>请至少选一列。</translation>
    </message>
    <message>
        <source>Row {row}, column {column}: {value:,.6g} is beyond ±{limit:,.0f}; the column can be standardised.</source>
        <translation>第 {row} 行第 {column} 列：{value:,.6g} 超出 ±{limit:,.0f}；这一列可以标准化。</translation>
    </message>
    <message>
        <source>{count:,} rows are too many: the limit is {limit:,}.</source>
        <translation>{count:,} 行太多：上限为 {limit:,} 行。</translation>
    </message>
    <message>
        <source>must hold columns of one length, at most {most}</source>
        <translation>应为长度相同的列，最多 {most} 列</translation>
    </message>
    <message>
        <source>the folder holds no texts: one .txt for each label, or a folder of them for each.</source>
        <translation>文件夹里没有文本：每个标签要有一个 .txt 文件，或一个装着它们的文件夹。</translation>
    </message>
    <message>
        <source>it holds {count:,} texts; {limit:,} are the most.</source>
        <translation>它有 {count:,} 篇文本；最多 {limit:,} 篇。</translation>
    </message>
    <message>
        <source>a column of sentences and a column of labels are wanted.</source>
        <translation>需要一列句子和一列标签。</translation>
    </message>
    <message>
        <source>there is no column of numbers called “{column}”; there are {known}.</source>
        <translation>没有名为“{column}”的数列；有 {known}。</translation>
    </message>
    <message>
        <source>in the column “{column}” the number of row {row} is missing.</source>
        <translation>“{column}”列第 {row} 行的数缺失。</translation>
    </message>
    <message>
        <source>it is no .npz archive, or it is damaged.</source>
        <translation>它不是 .npz 归档，或已损坏。</translation>
    </message>
    <message>
        <source>it holds {count:,} arrays; 1 to {limit} can be chosen from.</source>
        <translation>它有 {count:,} 个数组；可以从 1 到 {limit} 个里选。</translation>
    </message>
    <message>
        <source>its array is too large.</source>
        <translation>它的数组太大。</translation>
    </message>
    <message>
        <source>read as {coding}</source>
        <translation>按 {coding} 读取</translation>
    </message>
    <message>
        <source>left out: {names}</source>
        <translation>略去：{names}</translation>
    </message>
    <message>
        <source>rows {first:,} to {last:,} of {count:,}</source>
        <translation>{count:,} 行中的第 {first:,} 到 {last:,} 行</translation>
    </message>
    <message>
        <source>rows skipped for missing values: {count:,}</source>
        <translation>因缺失值跳过的行：{count:,}</translation>
    </message>
    <message>
        <source>rows filled from the row before: {count:,}</source>
        <translation>用上一行补上的行：{count:,}</translation>
    </message>
    <message>
        <source>passed over: the line “sep=”</source>
        <translation>跳过：“sep=”这一行</translation>
    </message>
    <message>
        <source>passed over: lines of comment, {count:,}</source>
        <translation>跳过：注释行，{count:,} 行</translation>
    </message>
    <message>
        <source>read: “{name}”, one of {count} arrays</source>
        <translation>读取：“{name}”，{count} 个数组之一</translation>
    </message>
    <message>
        <source>each column standardised to mean 0, spread 1</source>
        <translation>每列标准化为均值 0、离散 1</translation>
    </message>
    <message>
        <source>The table cannot be read: in its line {line}, {reason}.</source>
        <translation>这张表无法读取：第 {line} 行，{reason}。</translation>
    </message>
    <message>
        <source>a cell has too many characters</source>
        <translation>有一格的字符太多</translation>
    </message>
    <message>
        <source>a character stands that no text has</source>
        <translation>有一个文本里不会有的字符</translation>
    </message>
    <message>
        <source>a line ends within a cell that no quotes enclose</source>
        <translation>有一行在没有引号的格子里断开</translation>
    </message>
    <message>
        <source>something is wrong with the quotes</source>
        <translation>引号有问题</translation>
    </message>
    <message>
        <source>holds {text}, which is no finite number</source>
        <translation>含有 {text}，它不是有限数</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>是空的</translation>
    </message>
    <message>
        <source>holds half a character (a lone surrogate), which no text can have</source>
        <translation>含有半个字符（孤立的代理码位），文本里不能有</translation>
    </message>
    <message>
        <source>is nested deeper than the limit of {limit} brackets</source>
        <translation>嵌套超过 {limit} 层括号的上限</translation>
    </message>
    <message>
        <source>says “{name}” twice in one place</source>
        <translation>在同一处写了两次“{name}”</translation>
    </message>
    <message>
        <source>holds {text}, which is too large for a number</source>
        <translation>含有 {text}，作为数太大</translation>
    </message>
    <message>
        <source>holds {text}…, a whole number with more than {limit} digits</source>
        <translation>含有 {text}…，这是超过 {limit} 位的整数</translation>
    </message>
    <message>
        <source>is damaged or no document: byte {byte} is not UTF-8 text</source>
        <translation>已损坏或不是文档：第 {byte} 字节不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>is damaged at line {line}, column {column}: {why}</source>
        <translation>在第 {line} 行第 {column} 列损坏：{why}</translation>
    </message>
    <message>
        <source>holds a number that is not finite</source>
        <translation>含有一个不是有限数的数</translation>
    </message>
    <message>
        <source>format is {got!r}, this program reads {wanted!r}</source>
        <translation>格式是 {got!r}，这个程序读 {wanted!r}</translation>
    </message>
    <message>
        <source>seed and settings must be whole numbers</source>
        <translation>seed 和各项设置应为整数</translation>
    </message>
    <message>
        <source>layers must be a list</source>
        <translation>layers 应为列表</translation>
    </message>
    <message>
        <source>{what} must be a table of names and values</source>
        <translation>{what}应为名字和值的表</translation>
    </message>
    <message>
        <source>{what} lacks {name!r}</source>
        <translation>{what}缺少 {name!r}</translation>
    </message>
    <message>
        <source>{what} has {name!r}, which is unknown{hint}</source>
        <translation>{what}有未知的 {name!r}{hint}</translation>
    </message>
    <message>
        <source>{name} must be a number</source>
        <translation>{name} 应为数</translation>
    </message>
    <message>
        <source>{file} is larger than the limit of {limit} MB</source>
        <translation>{file} 超过 {limit} MB 的上限</translation>
    </message>
    <message>
        <source>it holds weights of several modules, {names}: those of one are read</source>
        <translation>其中有几个模块的权重：{names}；读取时只用一个模块的</translation>
    </message>
    <message>
        <source>{name}: this network has no such layer or direction</source>
        <translation>{name}：这个网络没有这样的层或方向</translation>
    </message>
    <message>
        <source>these are PyTorch&apos;s names, but PyTorch does not compute {cell} as it stands here; choose {fits}</source>
        <translation>这些是 PyTorch 的名字，但 PyTorch 计算 {cell} 的方式与这里不同；请选择 {fits}</translation>
    </message>
    <message>
        <source>{name} is lacking: PyTorch has both biases or none</source>
        <translation>缺少 {name}：PyTorch 要么两个偏置都有，要么都没有</translation>
    </message>
    <message>
        <source>{name} has the shape {got}; with this network&apos;s units and inputs it is {wanted}</source>
        <translation>{name} 的形状是 {got}；按这个网络的单元数和输入数应为 {wanted}</translation>
    </message>
    <message>
        <source>its header is damaged or too large</source>
        <translation>它的文件头已损坏或太大</translation>
    </message>
    <message>
        <source>{name} is none of the kinds of numbers that are read: {known}</source>
        <translation>{name} 不属于能读的数的种类：{known}</translation>
    </message>
    <message>
        <source>where the numbers of {name} stand does not fit the file</source>
        <translation>{name} 的数所在的位置与文件不符</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}</source>
        <translation>{file} 无法读取：{reason}</translation>
    </message>
    <message>
        <source>{file} {why}</source>
        <translation>{file} {why}</translation>
    </message>
    <message>
        <source>{file} asks for more memory than there is</source>
        <translation>{file} 需要的内存超过现有的</translation>
    </message>
    <message>
        <source>there is no cell {name!r}{hint}</source>
        <translation>没有名为 {name!r} 的细胞{hint}</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>真或假</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>{one} or {other}</source>
        <translation>{one}或{other}</translation>
    </message>
    <message>
        <source>“{text}” is not a number</source>
        <translation>“{text}”不是数</translation>
    </message>
    <message>
        <source>the cell is empty</source>
        <translation>这一格是空的</translation>
    </message>
    <message>
        <source>{file}: it cannot be read, because {reason}.</source>
        <translation>{file}：无法读取，因为{reason}。</translation>
    </message>
    <message>
        <source>a value is missing</source>
        <translation>缺少一个值</translation>
    </message>
    <message>
        <source>the name of a field in double quotes is missing</source>
        <translation>缺少双引号里的字段名</translation>
    </message>
    <message>
        <source>a colon is missing</source>
        <translation>缺少冒号</translation>
    </message>
    <message>
        <source>a comma is missing</source>
        <translation>缺少逗号</translation>
    </message>
    <message>
        <source>something follows the end</source>
        <translation>结尾之后还有内容</translation>
    </message>
    <message>
        <source>a text holds a character that must be written as \n or \u0000</source>
        <translation>文本里有一个应写成 \n 或 \u0000 的字符</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>它不是 JSON</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>your share of the disk is used up</source>
        <translation>您的磁盘配额已用完</translation>
    </message>
    <message>
        <source>the file is larger than this disk allows</source>
        <translation>文件超过这个磁盘允许的大小</translation>
    </message>
    <message>
        <source>you have no permission for this file or its folder</source>
        <translation>您没有这个文件或文件夹的权限</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>a part of its path is no folder</source>
        <translation>路径中有一段不是文件夹</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>它的名字太长</translation>
    </message>
    <message>
        <source>its links lead in a circle</source>
        <translation>它的链接绕成了圈</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>磁盘报告了错误</translation>
    </message>
    <message>
        <source>it is no ordinary file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>its name holds a character that no name can have</source>
        <translation>它的名字含有不允许的字符</translation>
    </message>
    <message>
        <source>it is write-protected</source>
        <translation>它有写保护</translation>
    </message>
    <message>
        <source>not everything was written</source>
        <translation>没有全部写完</translation>
    </message>
    <message>
        <source>{text}</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>the system gives no reason</source>
        <translation>系统没有给出原因</translation>
    </message>
    <message>
        <source>{file} is no experiment, cell or sequence; their names end in {known}.</source>
        <translation>{file} 不是实验、细胞或序列；它们的名字以 {known} 结尾。</translation>
    </message>
    <message>
        <source>{file} is no experiment, cell or sequence; their names end in {known}. {hint}</source>
        <translation>{file} 不是实验、细胞或序列；它们的名字以 {known} 结尾。{hint}</translation>
    </message>
    <message>
        <source>Save the sheet as “CSV UTF-8” and open that.</source>
        <translation>请把工作表另存为“CSV UTF-8”再打开。</translation>
    </message>
    <message>
        <source>Save the array with numpy.save and open that.</source>
        <translation>请用 numpy.save 保存数组再打开。</translation>
    </message>
    <message>
        <source>Copy the text and paste it into the field of the sequence.</source>
        <translation>请复制文本，粘贴到序列框里。</translation>
    </message>
    <message>
        <source>cannot be read, because {reason}</source>
        <translation>无法读取，因为{reason}</translation>
    </message>
    <message>
        <source>is damaged or too large</source>
        <translation>已损坏或太大</translation>
    </message>
    <message>
        <source>The settings cannot be kept, because {reason}.</source>
        <translation>设置无法保留，因为{reason}。</translation>
    </message>
    <message>
        <source>The settings of the last launch are not used: {file} {why}.</source>
        <translation>没有使用上次的设置：{file} {why}。</translation>
    </message>
    <message>
        <source>the units of a layer must be a whole number</source>
        <translation>一层的单元数应为整数</translation>
    </message>
    <message>
        <source>a layer of {count} units has no room in a file of weights</source>
        <translation>{count} 个单元的一层放不进权重文件</translation>
    </message>
    <message>
        <source>{where} {why}</source>
        <translation>{where} {why}</translation>
    </message>
    <message>
        <source>{file}: {why}.</source>
        <translation>{file}：{why}。</translation>
    </message>
    <message>
        <source>a lesson has at most {limit} kB</source>
        <translation>课程文件最大为 {limit} kB</translation>
    </message>
    <message>
        <source>the text is not UTF-8 (at byte {byte})</source>
        <translation>文本不是 UTF-8 编码（第 {byte} 个字节处）</translation>
    </message>
    <message>
        <source>another page is called “{name}”, too</source>
        <translation>另有一页也叫“{name}”</translation>
    </message>
    <message>
        <source>a question has either choices or a number</source>
        <translation>一个问题要么有选项，要么求一个数</translation>
    </message>
    <message>
        <source>English and Chinese name different numbers</source>
        <translation>英文和中文引用的数不一致</translation>
    </message>
    <message>
        <source>there is no page “{name}” in this lesson</source>
        <translation>这一课没有“{name}”这一页</translation>
    </message>
    <message>
        <source>the text is too long: at most {words} words of English, {characters} characters of Chinese</source>
        <translation>文字太长：英文最多 {words} 个词，中文最多 {characters} 个字</translation>
    </message>
    <message>
        <source>“{name}” is no part of the cell on this page</source>
        <translation>这一页的细胞里没有“{name}”这个部分</translation>
    </message>
    <message>
        <source>“{text}” is not so: it is {value}</source>
        <translation>“{text}”不成立：实际是 {value}</translation>
    </message>
    <message>
        <source>“{text}” holds when the page opens</source>
        <translation>“{text}”在打开页面时就已成立</translation>
    </message>
    <message>
        <source>“{text}” cannot be met</source>
        <translation>“{text}”无法达成</translation>
    </message>
    <message>
        <source>it {why}</source>
        <translation>它{why}</translation>
    </message>
    <message>
        <source>must be two different simulations, or none</source>
        <translation>必须是两个不同的模拟，或者没有</translation>
    </message>
    <message>
        <source>must be a sentence of printable characters</source>
        <translation>应为可显示字符组成的句子</translation>
    </message>
    <message>
        <source>{path}, entry {number}</source>
        <translation>{path} 的第 {number} 项</translation>
    </message>
    <message>
        <source>{path}: {field}</source>
        <translation>{path}：{field}</translation>
    </message>
    <message>
        <source>the number of entries in {path}</source>
        <translation>{path} 的项数</translation>
    </message>
    <message>
        <source>the run</source>
        <translation>这次运行</translation>
    </message>
    <message>
        <source>the number of parameters of the cell</source>
        <translation>这个细胞的参数个数</translation>
    </message>
    <message>
        <source>the sequence with {path}</source>
        <translation>带有 {path} 的序列</translation>
    </message>
    <message>
        <source>the number of characters of {path}</source>
        <translation>{path} 的字符数</translation>
    </message>
    <message>
        <source>names a word twice</source>
        <translation>一个词写了两次</translation>
    </message>
    <message>
        <source>says that the weights were trained, but some of them are not given</source>
        <translation>写着权重是训练出来的，但有些没有给出</translation>
    </message>
    <message>
        <source>names “{name}”, which this network does not have{hint}</source>
        <translation>写着“{name}”，这个网络没有它{hint}</translation>
    </message>
    <message>
        <source>gives numbers of {name}, which has {height} rows of {width}</source>
        <translation>给出了 {name} 的数，它有 {height} 行，每行 {width} 个</translation>
    </message>
</context>
<context>
    <name>AnswerHost</name>
    <message>
        <source>one of several</source>
        <translation>几个之一</translation>
    </message>
    <message>
        <source>the next word</source>
        <translation>下一个词</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>Add a read-out: {0}</source>
        <translation>加上读出：{0}</translation>
    </message>
    <message>
        <source>Go there  {0}</source>
        <translation>到那里去  {0}</translation>
    </message>
    <message>
        <source>Go to the layer that is read out</source>
        <translation>到被读出的那一层去</translation>
    </message>
    <message>
        <source>the next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Answers, separated by commas:</source>
        <translation>答案，用逗号分开：</translation>
    </message>
    <message>
        <source>Read-out</source>
        <translation>读出</translation>
    </message>
    <message>
        <source>yes, no</source>
        <translation>是, 否</translation>
    </message>
</context>
<context>
    <name>AnswerNames</name>
    <message>
        <source>Name of this answer</source>
        <translation>这个答案的名字</translation>
    </message>
</context>
<context>
    <name>Arrangement</name>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
</context>
<context>
    <name>Bars</name>
    <message>
        <source>Tape of all time steps</source>
        <translation>各时间步的纸带</translation>
    </message>
    <message>
        <source>{} of {}: {}</source>
        <translation>{1} 个中的第 {0} 个：{2}</translation>
    </message>
</context>
<context>
    <name>BlackScreen</name>
    <message>
        <source>Black screen</source>
        <translation>黑屏</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Unpin</source>
        <translation>松开</translation>
    </message>
    <message>
        <source>Close this card</source>
        <translation>关上这张卡片</translation>
    </message>
    <message>
        <source>Double-click or F2: edit this number</source>
        <translation>双击或按 F2：编辑这个数</translation>
    </message>
</context>
<context>
    <name>CellEditor</name>
    <message>
        <source>What the class will see, line by line</source>
        <translation>全班会看到的样子，逐行</translation>
    </message>
    <message>
        <source>Save waits for line {0}</source>
        <translation>保存在等第 {0} 行</translation>
    </message>
    <message>
        <source>Save waits for line {0} of the sketch</source>
        <translation>保存在等草图的第 {0} 行</translation>
    </message>
    <message>
        <source>Save waits for a name</source>
        <translation>保存在等一个名字</translation>
    </message>
    <message>
        <source>Save waits: {0}</source>
        <translation>保存在等：{0}</translation>
    </message>
</context>
<context>
    <name>CellPicker</name>
    <message>
        <source>Cell</source>
        <translation>细胞</translation>
    </message>
</context>
<context>
    <name>Chain</name>
    <message>
        <source>→ and ← go up side by side or added</source>
        <translation>→ 和 ← 并排或相加后向上</translation>
    </message>
    <message>
        <source>→ and ← side by side go up</source>
        <translation>→ 和 ← 并排向上</translation>
    </message>
    <message>
        <source>→ and ← added go up</source>
        <translation>→ 和 ← 相加后向上</translation>
    </message>
    <message>
        <source>slope = {}</source>
        <translation>斜率 = {}</translation>
    </message>
    <message>
        <source>memory = share of {} in the sum</source>
        <translation>记忆 = 和里 {} 所占的份额</translation>
    </message>
    <message>
        <source>square = log₁₀ ‖gradient‖, ≤ {} to {}  (Ctrl+wheel zooms)</source>
        <translation>方格 = log₁₀ ‖梯度‖，≤ {} 到 {}（Ctrl+滚轮缩放）</translation>
    </message>
    <message>
        <source>square = mean |{}|  (Ctrl+wheel zooms)</source>
        <translation>方格 = |{}| 的平均（Ctrl+滚轮缩放）</translation>
    </message>
    <message>
        <source>arrow width and glow = log₁₀ ‖gradient‖, ≤ {} to {}</source>
        <translation>箭头的粗细和光 = log₁₀ ‖梯度‖，≤ {} 到 {}</translation>
    </message>
    <message>
        <source>nothing is carried from step to step</source>
        <translation>步与步之间没有传递任何东西</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>arrow width and glow = ‖{}‖</source>
        <translation>箭头的粗细和光 = ‖{}‖</translation>
    </message>
    <message>
        <source>layer {} {}</source>
        <translation>第 {} 层 {}</translation>
    </message>
    <message>
        <source>reads onward</source>
        <translation>从前往后读</translation>
    </message>
    <message>
        <source>reads from the end</source>
        <translation>从末尾读起</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>layer {}</source>
        <translation>第 {} 层</translation>
    </message>
    <message>
        <source>{}: not reached yet</source>
        <translation>{}：还没有到</translation>
    </message>
    <message>
        <source>{}: gradient arriving {}</source>
        <translation>{}：到达的梯度 {}</translation>
    </message>
    <message>
        <source>{}: mean |{}| {}, norm {}</source>
        <translation>{}：|{}| 的平均 {}，范数 {}</translation>
    </message>
    <message>
        <source>Unrolled</source>
        <translation>展开</translation>
    </message>
</context>
<context>
    <name>ChainView</name>
    <message>
        <source>Unrolled chain: layers by time steps</source>
        <translation>展开的链：层 × 时间步</translation>
    </message>
    <message>
        <source>layer {} of {}, {} of {}</source>
        <translation>第 {} 层，共 {} 层；第 {} 步，共 {} 步</translation>
    </message>
</context>
<context>
    <name>CheckButton</name>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>nothing to compare</source>
        <translation>没有可比较的</translation>
    </message>
    <message>
        <source>{0} numbers compared with the loss itself; largest relative difference {1}.</source>
        <translation>{0} 个数与损失本身作了比较；最大相对误差 {1}。</translation>
    </message>
    <message>
        <source>Back-propagation and the loss itself disagree at {0}.</source>
        <translation>反向传播与损失本身在 {0} 处不一致。</translation>
    </message>
    <message>
        <source>Gradient check</source>
        <translation>梯度检验</translation>
    </message>
    <message>
        <source>Compare back-propagation with complex steps or differences of the loss</source>
        <translation>把反向传播与损失的复数步差分或有限差分相比较</translation>
    </message>
</context>
<context>
    <name>ClipChoice</name>
    <message>
        <source>no clipping</source>
        <translation>不裁剪</translation>
    </message>
    <message>
        <source>clip norm</source>
        <translation>按范数裁剪</translation>
    </message>
    <message>
        <source>clip values</source>
        <translation>按值裁剪</translation>
    </message>
    <message>
        <source>What of the gradient is clipped</source>
        <translation>裁剪梯度的哪一部分</translation>
    </message>
    <message>
        <source>Limit at which the gradient is clipped; empty: not at all</source>
        <translation>裁剪梯度的上限；留空：不裁剪</translation>
    </message>
</context>
<context>
    <name>Clipping</name>
    <message>
        <source>Clip the gradient of all weights</source>
        <translation>裁剪所有权重的梯度</translation>
    </message>
    <message>
        <source>Clip the gradient of this layer</source>
        <translation>裁剪这一层的梯度</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>by norm</source>
        <translation>按范数</translation>
    </message>
    <message>
        <source>by value</source>
        <translation>按值</translation>
    </message>
    <message>
        <source>Limit of clipping</source>
        <translation>裁剪的上限</translation>
    </message>
    <message>
        <source>largest number</source>
        <translation>最大的数</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>合起来</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>turned by</source>
        <translation>转过</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>整个</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>剪断后</translation>
    </message>
    <message>
        <source>clipped</source>
        <translation>裁剪后</translation>
    </message>
    <message>
        <source>size {0} → {1}, turned by {2}</source>
        <translation>大小 {0} → {1}，转过 {2}</translation>
    </message>
    <message>
        <source>limit {0}</source>
        <translation>上限 {0}</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Plots</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>实验室</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Tape</source>
        <translation>纸带</translation>
    </message>
    <message>
        <source>Unrolled chain</source>
        <translation>展开的链</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>步进(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open experiment or cell…</source>
        <translation>打开实验或细胞…</translation>
    </message>
    <message>
        <source>Open a trained network…</source>
        <translation>打开训练好的网络…</translation>
    </message>
    <message>
        <source>Train on your own table…</source>
        <translation>用自己的表格训练…</translation>
    </message>
    <message>
        <source>Train on your own folder of texts…</source>
        <translation>用自己的文本文件夹训练…</translation>
    </message>
    <message>
        <source>Open what was last on screen</source>
        <translation>打开上次屏幕上的内容</translation>
    </message>
    <message>
        <source>Save experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>Save experiment as…</source>
        <translation>实验另存为…</translation>
    </message>
    <message>
        <source>Open sequence…</source>
        <translation>打开序列…</translation>
    </message>
    <message>
        <source>New cell…</source>
        <translation>新建细胞…</translation>
    </message>
    <message>
        <source>Edit this cell…</source>
        <translation>编辑这个细胞…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Film of the story…</source>
        <translation>把故事录成影片…</translation>
    </message>
    <message>
        <source>Save as a NumPy program…</source>
        <translation>存为 NumPy 程序…</translation>
    </message>
    <message>
        <source>Save as a PyTorch program…</source>
        <translation>存为 PyTorch 程序…</translation>
    </message>
    <message>
        <source>Save values and gradients…</source>
        <translation>保存数值和梯度…</translation>
    </message>
    <message>
        <source>Save the plots&apos; numbers…</source>
        <translation>保存图中的数…</translation>
    </message>
    <message>
        <source>Copy the plots&apos; numbers</source>
        <translation>复制图中的数</translation>
    </message>
    <message>
        <source>Save exercise sheet of this step…</source>
        <translation>保存这一步的练习单…</translation>
    </message>
    <message>
        <source>Save worked solution of this step…</source>
        <translation>保存这一步的解答…</translation>
    </message>
    <message>
        <source>Save this state as a lesson page…</source>
        <translation>把当前状态存为课程页…</translation>
    </message>
    <message>
        <source>Copy this step&apos;s formulas as LaTeX</source>
        <translation>把这一步的公式复制为 LaTeX</translation>
    </message>
    <message>
        <source>Copy this step&apos;s formulas as MathML</source>
        <translation>把这一步的公式复制为 MathML</translation>
    </message>
    <message>
        <source>Copy this step&apos;s formulas as plain text</source>
        <translation>把这一步的公式复制为纯文本</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Paste sequence</source>
        <translation>粘贴序列</translation>
    </message>
    <message>
        <source>Several sequences…</source>
        <translation>多个序列…</translation>
    </message>
    <message>
        <source>Next of several sequences</source>
        <translation>多个序列中的下一个</translation>
    </message>
    <message>
        <source>One before of several sequences</source>
        <translation>多个序列中的上一个</translation>
    </message>
    <message>
        <source>Continue: the network writes on</source>
        <translation>继续：网络接着写</translation>
    </message>
    <message>
        <source>Continue to the full stop</source>
        <translation>继续写到句号</translation>
    </message>
    <message>
        <source>Take back what was written last</source>
        <translation>收回最后写的</translation>
    </message>
    <message>
        <source>Draw again: the next seed</source>
        <translation>重新抽取：下一个种子</translation>
    </message>
    <message>
        <source>Type a sequence</source>
        <translation>输入序列</translation>
    </message>
    <message>
        <source>Edit the weight or word shown</source>
        <translation>编辑所示的权重或词</translation>
    </message>
    <message>
        <source>Copy the weight or matrix</source>
        <translation>复制权重或矩阵</translation>
    </message>
    <message>
        <source>Paste into the weight or matrix</source>
        <translation>粘贴到权重或矩阵</translation>
    </message>
    <message>
        <source>Reset knobs and holds</source>
        <translation>旋钮和固定值复位</translation>
    </message>
    <message>
        <source>Forget typed numbers</source>
        <translation>忘掉输入的数</translation>
    </message>
    <message>
        <source>New weights</source>
        <translation>新的权重</translation>
    </message>
    <message>
        <source>Keep this run as a snapshot</source>
        <translation>把这次运行留作快照</translation>
    </message>
    <message>
        <source>Snapshots…</source>
        <translation>快照…</translation>
    </message>
    <message>
        <source>Layers…</source>
        <translation>层…</translation>
    </message>
    <message>
        <source>Leave: edit, pin, presentation</source>
        <translation>离开：编辑、钉住、演示</translation>
    </message>
    <message>
        <source>Train, or pause training</source>
        <translation>训练，或暂停训练</translation>
    </message>
    <message>
        <source>One update of the training</source>
        <translation>训练的一次更新</translation>
    </message>
    <message>
        <source>Network one update later</source>
        <translation>后一次更新的网络</translation>
    </message>
    <message>
        <source>Network one update earlier</source>
        <translation>前一次更新的网络</translation>
    </message>
    <message>
        <source>Dark or light</source>
        <translation>深色或浅色</translation>
    </message>
    <message>
        <source>Answers beside the cell</source>
        <translation>细胞旁边的答案</translation>
    </message>
    <message>
        <source>Legend of the notation</source>
        <translation>记号的图例</translation>
    </message>
    <message>
        <source>Folded network beside the chain</source>
        <translation>链旁边的折叠网络</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>All panels in their places</source>
        <translation>所有面板各就各位</translation>
    </message>
    <message>
        <source>Turn the right column</source>
        <translation>翻转右栏</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Knobs while presenting</source>
        <translation>演示时的旋钮</translation>
    </message>
    <message>
        <source>Black screen</source>
        <translation>黑屏</translation>
    </message>
    <message>
        <source>Onward</source>
        <translation>向前</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>向后</translation>
    </message>
    <message>
        <source>A whole step onward</source>
        <translation>向前一整步</translation>
    </message>
    <message>
        <source>A whole step back</source>
        <translation>向后一整步</translation>
    </message>
    <message>
        <source>To the start of the story</source>
        <translation>到故事的开头</translation>
    </message>
    <message>
        <source>To the end of the story</source>
        <translation>到故事的结尾</translation>
    </message>
    <message>
        <source>Jump to step…</source>
        <translation>跳到第几步…</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>快一点</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>慢一点</translation>
    </message>
    <message>
        <source>Grain: step, stage, line</source>
        <translation>粒度：步、阶段、行</translation>
    </message>
    <message>
        <source>Forward or backward</source>
        <translation>正向或反向</translation>
    </message>
    <message>
        <source>Point at the next part of the cell</source>
        <translation>指向细胞的下一部分</translation>
    </message>
    <message>
        <source>Point at the part before</source>
        <translation>指向上一部分</translation>
    </message>
    <message>
        <source>Pin the part pointed at, or let it go; else continue the text</source>
        <translation>钉住所指的部分，或松开它；否则继续写文本</translation>
    </message>
    <message>
        <source>Previous unit</source>
        <translation>上一个单元</translation>
    </message>
    <message>
        <source>Next unit</source>
        <translation>下一个单元</translation>
    </message>
    <message>
        <source>Layer above</source>
        <translation>上面一层</translation>
    </message>
    <message>
        <source>Layer below</source>
        <translation>下面一层</translation>
    </message>
    <message>
        <source>The layer&apos;s other direction</source>
        <translation>这一层的另一个方向</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>About this cell</source>
        <translation>关于这个细胞</translation>
    </message>
    <message>
        <source>Check the gradient of this run</source>
        <translation>检验这次运行的梯度</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>报告问题…</translation>
    </message>
    <message>
        <source>About rnnviz</source>
        <translation>关于 rnnviz</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>RNN · GRU · LSTM</source>
        <translation>RNN · GRU · LSTM</translation>
    </message>
    <message>
        <source>LSTM at keep bias 0, 1, 2, 3</source>
        <translation>LSTM，保留偏置 0、1、2、3</translation>
    </message>
    <message>
        <source>GRU in its four conventions</source>
        <translation>GRU 的四种约定</translation>
    </message>
    <message>
        <source>Elman · Jordan · bidirectional · two layers</source>
        <translation>Elman · Jordan · 双向 · 两层</translation>
    </message>
    <message>
        <source>With recurrence · without (U = 0)</source>
        <translation>有循环 · 没有循环（U = 0）</translation>
    </message>
    <message>
        <source>float64 · float32</source>
        <translation>float64 · float32</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Silent after</source>
        <translation>其后静默</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Input scale</source>
        <translation>输入倍率</translation>
    </message>
    <message>
        <source>Loss at</source>
        <translation>损失计在</translation>
    </message>
    <message>
        <source>bias {0}</source>
        <translation>偏置 {0}</translation>
    </message>
    <message>
        <source>{0} layers</source>
        <translation>{0} 层</translation>
    </message>
    <message>
        <source>both directions</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>reads backward</source>
        <translation>从末尾读起</translation>
    </message>
    <message>
        <source>gain {0}</source>
        <translation>增益 {0}</translation>
    </message>
    <message>
        <source>{0} units</source>
        <translation>{0} 个单元</translation>
    </message>
    <message>
        <source>seed {0}</source>
        <translation>种子 {0}</translation>
    </message>
    <message>
        <source>input × {0}</source>
        <translation>输入 × {0}</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>memory, {0} units</source>
        <translation>记忆，{0} 个单元</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>here</source>
        <translation>这里</translation>
    </message>
    <message>
        <source>{0} at t = {1}</source>
        <translation>{0}，在 t = {1}</translation>
    </message>
    <message>
        <source>no gate; slope</source>
        <translation>没有门；斜率</translation>
    </message>
    <message>
        <source>no gate</source>
        <translation>没有门</translation>
    </message>
    <message>
        <source>keeps</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>{0} steps</source>
        <translation>{0} 步</translation>
    </message>
    <message>
        <source>Add a cell to compare with.</source>
        <translation>请加一个细胞来比较。</translation>
    </message>
    <message>
        <source>The sequence of {0} does not reach {1} back.</source>
        <translation>{0} 的序列往回不到 {1}。</translation>
    </message>
    <message>
        <source>{0} back {1} gets a gradient that is no finite number.</source>
        <translation>往回 {0}，{1} 的梯度不是有限数。</translation>
    </message>
    <message>
        <source>{0} back no cell gets any gradient.</source>
        <translation>往回 {0}，哪个细胞都得不到梯度。</translation>
    </message>
    <message>
        <source>{0} back all of them get the same gradient.</source>
        <translation>往回 {0}，它们得到的梯度都一样。</translation>
    </message>
    <message>
        <source>{0} back {1} still gets a gradient, {2} exactly none.</source>
        <translation>往回 {0}，{1} 还有梯度，{2} 恰好没有。</translation>
    </message>
    <message>
        <source>{0} back {1} gets {2} times the gradient of {3}.</source>
        <translation>往回 {0}，{1} 得到的梯度是 {3} 的 {2} 倍。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 中的 {0}</translation>
    </message>
    <message>
        <source>last step</source>
        <translation>最后一步</translation>
    </message>
    <message>
        <source>every step</source>
        <translation>每一步</translation>
    </message>
</context>
<context>
    <name>CompareHead</name>
    <message>
        <source>What is compared</source>
        <translation>比较什么</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>您自己的</translation>
    </message>
    <message>
        <source>+ Add</source>
        <translation>+ 添加</translation>
    </message>
    <message>
        <source>Add a cell (A)</source>
        <translation>添加一个细胞（A）</translation>
    </message>
    <message>
        <source>four at most</source>
        <translation>最多四个</translation>
    </message>
    <message>
        <source>A copy of {0}</source>
        <translation>{0} 的副本</translation>
    </message>
</context>
<context>
    <name>ComparedPlot</name>
    <message>
        <source>Gradient reaching step k, of all cells</source>
        <translation>到达第 k 步的梯度，所有细胞</translation>
    </message>
    <message>
        <source>Gradient reaching step k</source>
        <translation>到达第 k 步的梯度</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>time step k  ←  backpropagation runs right to left</source>
        <translation>时间步 k  ←  反向传播从右往左走</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>{0} steps back</source>
        <translation>往回 {0} 步</translation>
    </message>
</context>
<context>
    <name>ComparedRow</name>
    <message>
        <source>Compared cell</source>
        <translation>比较的细胞</translation>
    </message>
    <message>
        <source>Enlarge this row, or fold it again (its number)</source>
        <translation>放大这一行，或再收起它（按它的数字）</translation>
    </message>
    <message>
        <source>Full stage (double click)</source>
        <translation>整个舞台（双击）</translation>
    </message>
    <message>
        <source>Take this cell out</source>
        <translation>去掉这个细胞</translation>
    </message>
</context>
<context>
    <name>ComparedTable</name>
    <message>
        <source>In numbers</source>
        <translation>用数字看</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>time per step</source>
        <translation>每步时间</translation>
    </message>
    <message>
        <source>per step</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>{0} steps back</source>
        <translation>往回 {0} 步</translation>
    </message>
    <message>
        <source>{0} back</source>
        <translation>往回 {0}</translation>
    </message>
    <message>
        <source>kept per step</source>
        <translation>每步保留</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>right answers</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>kept per step {0}</source>
        <translation>每步保留 {0}</translation>
    </message>
    <message>
        <source>{0} parameters</source>
        <translation>{0} 个参数</translation>
    </message>
</context>
<context>
    <name>DepthBoxes</name>
    <message>
        <source>Gradient at every layer and step</source>
        <translation>每层每步的梯度</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>all states</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>{0}, {1}: {2}</source>
        <translation>{0}，{1}：{2}</translation>
    </message>
</context>
<context>
    <name>DepthPage</name>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>layer {0}, {1}</source>
        <translation>第 {0} 层，{1}</translation>
    </message>
    <message>
        <source>How deep does it reach?</source>
        <translation>能传到多深？</translation>
    </message>
</context>
<context>
    <name>Descent</name>
    <message>
        <source>Down through the layers</source>
        <translation>逐层向下</translation>
    </message>
    <message>
        <source>One layer more</source>
        <translation>再加一层</translation>
    </message>
    <message>
        <source>Both directions</source>
        <translation>两个方向</translation>
    </message>
    <message>
        <source>Step {0}: no gradient of a finite size comes to the highest layer.</source>
        <translation>第 {0} 步：没有大小有限的梯度传到最高层。</translation>
    </message>
    <message>
        <source>Step {0}: the gradient of the lowest layer is {1} times that of the highest.</source>
        <translation>第 {0} 步：最低层的梯度是最高层的 {1} 倍。</translation>
    </message>
    <message>
        <source>One layer: there is nothing deeper for a gradient to reach.</source>
        <translation>只有一层：梯度没有更深的地方可去。</translation>
    </message>
    <message>
        <source>Step {0}: the forward direction has a gradient of {1}, the backward one of {2}.</source>
        <translation>第 {0} 步：正向的梯度为 {1}，反向的为 {2}。</translation>
    </message>
    <message>
        <source>lengths are logarithms</source>
        <translation>长度为对数</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>About rnnviz</source>
        <translation>关于 rnnviz</translation>
    </message>
    <message>
        <source>A visual simulator of recurrent cells.
Every number on the screen is computed by the engine from the cell&apos;s equations.

MIT licence. Type: Inter and STIX Two Math (SIL Open Font License), DejaVu Sans Mono.
Made with Qt (LGPL), pyqtgraph and NumPy.</source>
        <translation>循环神经网络细胞的可视化模拟器。
屏幕上的每个数都由引擎按细胞的方程算出。

MIT 许可。字体：Inter 和 STIX Two Math（SIL 开放字体许可）、DejaVu Sans Mono。
用 Qt（LGPL）、pyqtgraph 和 NumPy 制成。</translation>
    </message>
    <message>
        <source>About this cell</source>
        <translation>关于这个细胞</translation>
    </message>
    <message>
        <source>Source: {0}</source>
        <translation>出处：{0}</translation>
    </message>
    <message>
        <source>Gradient check</source>
        <translation>梯度检验</translation>
    </message>
    <message>
        <source>The gradients could not be compared.</source>
        <translation>梯度无法比较。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>{0} % done</source>
        <translation>已完成 {0} %</translation>
    </message>
    <message>
        <source>The gradients differ.</source>
        <translation>梯度不一致。</translation>
    </message>
    <message>
        <source>The gradients are right.</source>
        <translation>梯度是对的。</translation>
    </message>
    <message>
        <source>Nothing could be compared.</source>
        <translation>没有什么可比较。</translation>
    </message>
    <message>
        <source>{0} of {1} numbers compared with complex steps of the loss.</source>
        <translation>{1} 个数中的 {0} 个与损失的复数步差分作了比较。</translation>
    </message>
    <message>
        <source>{0} of {1} numbers compared with differences of the loss.</source>
        <translation>{1} 个数中的 {0} 个与损失的有限差分作了比较。</translation>
    </message>
    <message>
        <source>Largest relative difference: {0}, at {1}.</source>
        <translation>最大相对误差：{0}，在 {1}。</translation>
    </message>
    <message>
        <source>Below {0} counts as equal.</source>
        <translation>小于 {0} 视为相等。</translation>
    </message>
    <message>
        <source>{0} left out: a ReLU stands exactly in its bend.</source>
        <translation>略去 {0} 个：有一个 ReLU 正好在拐点上。</translation>
    </message>
    <message>
        <source>{0} left out: the loss is not finite.</source>
        <translation>略去 {0} 个：损失不是有限数。</translation>
    </message>
    <message>
        <source>{0} left out: differences are too coarse to tell.</source>
        <translation>略去 {0} 个：差分太粗，看不出来。</translation>
    </message>
</context>
<context>
    <name>DiceRow</name>
    <message>
        <source>drawn by p</source>
        <translation>按 p 抽取</translation>
    </message>
    <message>
        <source>likeliest</source>
        <translation>最可能的</translation>
    </message>
    <message>
        <source>What comes next: {0}</source>
        <translation>接下来：{0}</translation>
    </message>
    <message>
        <source>A temperature of 0: always the answer with the largest p</source>
        <translation>温度为 0：总是取 p 最大的答案</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Seed of the draws: the same seed writes the same text</source>
        <translation>抽取的种子：种子相同，写出的文本也相同</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>重新抽取</translation>
    </message>
    <message>
        <source>Draw again: the text from the next seed</source>
        <translation>重新抽取：下一个种子写出的文本</translation>
    </message>
    <message>
        <source>Next letter</source>
        <translation>下一个字母</translation>
    </message>
    <message>
        <source>Next word</source>
        <translation>下一个词</translation>
    </message>
</context>
<context>
    <name>DraftPreview</name>
    <message>
        <source>Live preview</source>
        <translation>实时预览</translation>
    </message>
    <message>
        <source>line {0}</source>
        <translation>第 {0} 行</translation>
    </message>
    <message>
        <source>step by step with the present input</source>
        <translation>用现在的输入一步一步地算</translation>
    </message>
    <message>
        <source>nothing typed yet</source>
        <translation>还没有输入</translation>
    </message>
    <message>
        <source>{0} of {1} lines understood; the others count as 0</source>
        <translation>{1} 行中读懂了 {0} 行；其余按 0 计</translation>
    </message>
</context>
<context>
    <name>Drawer</name>
    <message>
        <source>Knobs of the presentation</source>
        <translation>演示的旋钮</translation>
    </message>
    <message>
        <source>Knobs</source>
        <translation>旋钮</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <source>Knobs and holds back, same weights</source>
        <translation>旋钮和固定值复位，权重不变</translation>
    </message>
</context>
<context>
    <name>Drops</name>
    <message>
        <source>Only files on this computer can be opened; save it here first.</source>
        <translation>只能打开这台电脑上的文件；请先存到这里。</translation>
    </message>
    <message>
        <source>One file can be opened at a time; these are {0}.</source>
        <translation>一次只能打开一个文件；这里有 {0} 个。</translation>
    </message>
</context>
<context>
    <name>EditorCard</name>
    <message>
        <source>Replace  Tab</source>
        <translation>替换  Tab</translation>
    </message>
    <message>
        <source>Replace (Tab)</source>
        <translation>替换（Tab）</translation>
    </message>
    <message>
        <source>Write this instead (Tab)</source>
        <translation>改写成这个（Tab）</translation>
    </message>
    <message>
        <source>Did you mean {0} ?</source>
        <translation>是不是 {0}？</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>是不是 {0}？</translation>
    </message>
</context>
<context>
    <name>EquationField</name>
    <message>
        <source>Line {0}: {1}</source>
        <translation>第 {0} 行：{1}</translation>
    </message>
</context>
<context>
    <name>Equations</name>
    <message>
        <source>The equations of both memories</source>
        <translation>两种记忆的方程</translation>
    </message>
    <message>
        <source>no partner</source>
        <translation>没有对应</translation>
    </message>
    <message>
        <source>held at </source>
        <translation>固定在 </translation>
    </message>
    <message>
        <source>t = {0}, unit {1}</source>
        <translation>t = {0}，单元 {1}</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>对应</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>A memory of ones: 2 6 16</source>
        <translation>全是 1 的记忆：2 6 16</translation>
    </message>
    <message>
        <source>The same inputs in another order: 4 10 22</source>
        <translation>同样的输入换个次序：4 10 22</translation>
    </message>
    <message>
        <source>A memory of ones with its read-out: 4 12 32</source>
        <translation>全是 1 的记忆带读出：4 12 32</translation>
    </message>
    <message>
        <source>LSTM by hand: 3 7 7 7 0</source>
        <translation>手算 LSTM：3 7 7 7 0</translation>
    </message>
    <message>
        <source>LSTM by hand, nine steps: 0 3 3 7 7 7 0 6 6</source>
        <translation>手算 LSTM，九步：0 3 3 7 7 7 0 6 6</translation>
    </message>
    <message>
        <source>arrive Taipei: a network that was trained</source>
        <translation>arrive Taipei：训练好的网络</translation>
    </message>
    <message>
        <source>leave Taipei: the same network</source>
        <translation>leave Taipei：同一个网络</translation>
    </message>
    <message>
        <source>The next letter: the cat sits …</source>
        <translation>下一个字母：the cat sits …</translation>
    </message>
    <message>
        <source>The next word: the owl …</source>
        <translation>下一个词：the owl …</translation>
    </message>
    <message>
        <source>A place read long ago: Yunnan, not Cairo</source>
        <translation>很久以前读到的地点：是 Yunnan，不是 Cairo</translation>
    </message>
    <message>
        <source>One to many: a picture from one vector</source>
        <translation>一对多：由一个向量生成的图</translation>
    </message>
    <message>
        <source>Many to one: is the sentence positive?</source>
        <translation>多对一：这句话是褒义吗？</translation>
    </message>
    <message>
        <source>Many to many: a slot for every word</source>
        <translation>多对多：每个词一个槽</translation>
    </message>
    <message>
        <source>A sine foretold</source>
        <translation>预测一条正弦</translation>
    </message>
    <message>
        <source>A price foretold</source>
        <translation>预测一个价格</translation>
    </message>
</context>
<context>
    <name>ExperimentPanel</name>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save or copy this page&apos;s numbers and picture</source>
        <translation>保存或复制这一页的数和图</translation>
    </message>
    <message>
        <source>Save numbers…</source>
        <translation>保存数…</translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation>复制数</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save numbers</source>
        <translation>保存数</translation>
    </message>
    <message>
        <source>Numbers ({0})</source>
        <translation>数 ({0})</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图片 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Save as a program</source>
        <translation>存为程序</translation>
    </message>
    <message>
        <source>Python programs ({0})</source>
        <translation>Python 程序 ({0})</translation>
    </message>
    <message>
        <source>Numbers ({0})</source>
        <translation>数 ({0})</translation>
    </message>
    <message>
        <source>Save values</source>
        <translation>保存数值</translation>
    </message>
    <message>
        <source>Sheets ({0})</source>
        <translation>练习单 ({0})</translation>
    </message>
    <message>
        <source>-solution</source>
        <translation>-答案</translation>
    </message>
    <message>
        <source>No plot is in sight.</source>
        <translation>眼前没有图。</translation>
    </message>
    <message>
        <source>Save the plots&apos; numbers</source>
        <translation>保存图中的数</translation>
    </message>
</context>
<context>
    <name>FaceButtons</name>
    <message>
        <source>Right column: {0} (C goes round)</source>
        <translation>右栏：{0}（C 键轮换）</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Worked out from the text</source>
        <translation>从文本推出来的</translation>
    </message>
    <message>
        <source>states</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>every name read with _prev</source>
        <translation>凡是以 _prev 读到的名字</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>functions</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>of one value, unit by unit</source>
        <translation>一个值的，逐个单元</translation>
    </message>
    <message>
        <source>and</source>
        <translation>和</translation>
    </message>
    <message>
        <source>nothing is executed</source>
        <translation>什么都不执行</translation>
    </message>
    <message>
        <source>{0} numbers at hidden {1}, input {2}</source>
        <translation>隐藏 {1}、输入 {2} 时有 {0} 个数</translation>
    </message>
    <message>
        <source>{0} numbers</source>
        <translation>{0} 个数</translation>
    </message>
    <message>
        <source>{0}  for  {1}</source>
        <translation>{0}  用于  {1}</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Experiments and cells ({0})</source>
        <translation>实验和细胞 ({0})</translation>
    </message>
    <message>
        <source>Open experiment or cell</source>
        <translation>打开实验或细胞</translation>
    </message>
    <message>
        <source>Trained networks and weights ({0})</source>
        <translation>训练好的网络和权重（{0}）</translation>
    </message>
    <message>
        <source>Open a trained network</source>
        <translation>打开训练好的网络</translation>
    </message>
    <message>
        <source>Nothing was kept yet: this is the first time rnnviz runs here.</source>
        <translation>还没有保留过什么：rnnviz 是第一次在这里运行。</translation>
    </message>
    <message>
        <source>Save experiment</source>
        <translation>保存实验</translation>
    </message>
    <message>
        <source>{0} was written by somebody else since it was opened here. Replace it?</source>
        <translation>{0} 在这里打开之后被别人改写过。要替换它吗？</translation>
    </message>
    <message>
        <source>{0} Once the window is closed it is lost. Close it all the same?</source>
        <translation>{0} 窗口一关就没有了。还是要关吗？</translation>
    </message>
    <message>
        <source>What is on screen {0}.</source>
        <translation>屏幕上的内容{0}。</translation>
    </message>
    <message>
        <source>What is on screen cannot be saved, because {0}.</source>
        <translation>屏幕上的内容无法保存，因为{0}。</translation>
    </message>
    <message>
        <source>rnnviz experiments ({0})</source>
        <translation>rnnviz 实验 ({0})</translation>
    </message>
</context>
<context>
    <name>FilmDialog</name>
    <message>
        <source>Film of the story</source>
        <translation>把故事录成影片</translation>
    </message>
    <message>
        <source>from here to its end</source>
        <translation>从这里到结尾</translation>
    </message>
    <message>
        <source>from its start to its end</source>
        <translation>从开头到结尾</translation>
    </message>
    <message>
        <source>The story</source>
        <translation>故事</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Seconds a picture stands</source>
        <translation>每张画面停留的秒数</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>How much of the film is made</source>
        <translation>影片已完成多少</translation>
    </message>
    <message>
        <source>{0} of {1} pictures</source>
        <translation>{0} / {1} 张画面</translation>
    </message>
    <message>
        <source>{0} pictures, {1} seconds</source>
        <translation>{0} 张画面，{1} 秒</translation>
    </message>
    <message>
        <source>A film has {0} pictures at most: a larger grain (G) shows more.</source>
        <translation>一部影片最多 {0} 张画面：粒度大一些（G），能放得更多。</translation>
    </message>
</context>
<context>
    <name>Films</name>
    <message>
        <source>Films ({0})</source>
        <translation>影片（{0}）</translation>
    </message>
    <message>
        <source>Save film</source>
        <translation>保存影片</translation>
    </message>
</context>
<context>
    <name>FlatPage</name>
    <message>
        <source>What is flat, what gets through?</source>
        <translation>什么是平的，什么通得过？</translation>
    </message>
</context>
<context>
    <name>FlowMap</name>
    <message>
        <source>Map of how strongly each step feels each earlier step</source>
        <translation>每一步对更早每一步的感受有多强</translation>
    </message>
    <message>
        <source>Row t, column k: by how much a change of the state at step k is stretched on its way to step t, on average over all directions. Press a square to go to its row; rest on it for its numbers.</source>
        <translation>第 t 行第 k 列：第 k 步状态的一个改变传到第 t 步时被拉伸多少，对所有方向取平均。按一下方格就到它那一行；停在上面看它的数。</translation>
    </message>
    <message>
        <source>cannot be worked out</source>
        <translation>算不出来</translation>
    </message>
    <message>
        <source>being worked out …</source>
        <translation>正在算…</translation>
    </message>
    <message>
        <source>on average × {}  (‖·‖ Frobenius / √n)</source>
        <translation>平均 × {}（‖·‖ Frobenius / √n）</translation>
    </message>
    <message>
        <source>at most × {}  (spectral norm)</source>
        <translation>最多 × {}（谱范数）</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>on the last good version</source>
        <translation>用的是上一个正确的版本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leave the editor; the draft is kept (Esc)</source>
        <translation>离开编辑器；草稿会保留（Esc）</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the cell as a file and put it on the stage (Ctrl+S)</source>
        <translation>把细胞存成文件并放上舞台（Ctrl+S）</translation>
    </message>
    <message>
        <source>Save the cell (Ctrl+S)</source>
        <translation>保存细胞（Ctrl+S）</translation>
    </message>
</context>
<context>
    <name>FormulaBar</name>
    <message>
        <source>via</source>
        <translation>经由</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>没有目标</translation>
    </message>
    <message>
        <source>unit {unit} of {count}</source>
        <translation>{count} 个单元中的第 {unit} 个</translation>
    </message>
    <message>
        <source>{who}: {name} is held</source>
        <translation>{who}：{name} 被固定</translation>
    </message>
    <message>
        <source>slope here</source>
        <translation>此处的斜率</translation>
    </message>
    <message>
        <source>{who}: {percent} % open</source>
        <translation>{who}：打开 {percent} %</translation>
    </message>
    <message>
        <source>{who}: keeps {kept} % of its memory, writes {new} % of the new</source>
        <translation>{who}：保留记忆的 {kept} %，写入新内容的 {new} %</translation>
    </message>
    <message>
        <source>{who}: keeps {kept} % of its memory</source>
        <translation>{who}：保留记忆的 {kept} %</translation>
    </message>
    <message>
        <source>total gradient</source>
        <translation>总梯度</translation>
    </message>
    <message>
        <source>arriving gradient</source>
        <translation>到达的梯度</translation>
    </message>
    <message>
        <source>all {count} units: ‖·‖ {sizes}</source>
        <translation>全部 {count} 个单元：‖·‖ {sizes}</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>your guess first</source>
        <translation>请先猜</translation>
    </message>
    <message>
        <source>drawn at random: “{0}”, number {1} of {2}</source>
        <translation>随机抽取：“{0}”，{2} 个中的第 {1} 个</translation>
    </message>
    <message>
        <source>drawn: “{0}”, number {1} of {2}</source>
        <translation>抽到：“{0}”，{2} 个中的第 {1} 个</translation>
    </message>
    <message>
        <source>drawn: “{0}”</source>
        <translation>抽到：“{0}”</translation>
    </message>
    <message>
        <source>answer {0} of {1}</source>
        <translation>{1} 个答案中的第 {0} 个</translation>
    </message>
    <message>
        <source>{who}: “{name}”</source>
        <translation>{who}：“{name}”</translation>
    </message>
    <message>
        <source>from later steps {0}, in all {1}</source>
        <translation>来自后面各步 {0}，合计 {1}</translation>
    </message>
    <message>
        <source>this bias adds {weight}</source>
        <translation>这个偏置加上 {weight}</translation>
    </message>
    <message>
        <source>this weight: {product} of the {total}</source>
        <translation>这个权重：{total} 中的 {product}</translation>
    </message>
    <message>
        <source>this weight: {product}</source>
        <translation>这个权重：{product}</translation>
    </message>
</context>
<context>
    <name>Gates</name>
    <message>
        <source>How open are the gates?</source>
        <translation>门开了多少？</translation>
    </message>
    <message>
        <source>{0} of {1} values are flat: {2} wide open, {3} shut</source>
        <translation>{1} 个值中有 {0} 个是平的：{2} 个全开，{3} 个关死</translation>
    </message>
    <message>
        <source>{0} of {1} flat: {2} open, {3} shut</source>
        <translation>{1} 个中有 {0} 个平坦：{2} 个开，{3} 个关</translation>
    </message>
    <message>
        <source>This cell has no gates.</source>
        <translation>这个细胞没有门。</translation>
    </message>
    <message>
        <source>0 shut</source>
        <translation>0 关</translation>
    </message>
    <message>
        <source>1 open</source>
        <translation>1 开</translation>
    </message>
    <message>
        <source>{0} values from {1} to {2}</source>
        <translation>{0} 个值，从 {1} 到 {2}</translation>
    </message>
</context>
<context>
    <name>Gradient</name>
    <message>
        <source>the gradient of all {} states</source>
        <translation>全部 {} 个状态的梯度</translation>
    </message>
    <message>
        <source>{said}; no gradient comes from the {count} steps the network wrote</source>
        <translation>{said}；网络自己写出的 {count} 步不带来梯度</translation>
    </message>
    <message>
        <source>{said}; none from the {count} it wrote</source>
        <translation>{said}；自己写出的 {count} 步不带来</translation>
    </message>
    <message>
        <source>Where it comes in</source>
        <translation>在它进来的地方</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>往回一步</translation>
    </message>
    <message>
        <source>{} steps back</source>
        <translation>往回 {} 步</translation>
    </message>
    <message>
        <source>{where} {share} of {what} is left</source>
        <translation>{where}，{what} 还剩 {share}</translation>
    </message>
    <message>
        <source>most is lost from t = {} to {}: × {}</source>
        <translation>丢得最多的是从 t = {} 到 {}：× {}</translation>
    </message>
    <message>
        <source>{where}: {share} is left</source>
        <translation>{where}：还剩 {share}</translation>
    </message>
    <message>
        <source>{share} is left</source>
        <translation>还剩 {share}</translation>
    </message>
    <message>
        <source>{where} {share} of {what} is still there</source>
        <translation>{where}，{what} 还有 {share}</translation>
    </message>
    <message>
        <source>{where}: {share}</source>
        <translation>{where}：{share}</translation>
    </message>
    <message>
        <source>{where} {what} has grown {times} times</source>
        <translation>{where}，{what} 增大到 {times} 倍</translation>
    </message>
    <message>
        <source>{where}: {times} times</source>
        <translation>{where}：{times} 倍</translation>
    </message>
    <message>
        <source>{said}: × {factor} a step</source>
        <translation>{said}：每步 × {factor}</translation>
    </message>
    <message>
        <source>A loss at every step: at step 1 {what} is {share} times what it is at the end</source>
        <translation>每步都有损失：第 1 步的 {what} 是末尾的 {share} 倍</translation>
    </message>
    <message>
        <source>A loss at some steps: at step 1 {what} is {share} times what it is at the last</source>
        <translation>有几步有损失：第 1 步的 {what} 是最后一处的 {share} 倍</translation>
    </message>
    <message>
        <source>Fed by the layer above: at step 1 {what} is {share} times what it is where it comes in last</source>
        <translation>由上一层传入：第 1 步的 {what} 是它最后传入处的 {share} 倍</translation>
    </message>
    <message>
        <source>At step 1 {what} is {share} times that where it comes in last</source>
        <translation>第 1 步的 {what} 是最后传入处的 {share} 倍</translation>
    </message>
    <message>
        <source>step 1 : last = {}</source>
        <translation>第 1 步 : 最后 = {}</translation>
    </message>
    <message>
        <source>{where} {what} is exactly 0: saturation killed it, not distance</source>
        <translation>{where}，{what} 恰好是 0：是饱和断了它，不是距离</translation>
    </message>
    <message>
        <source>{where} {what} is exactly 0: every way back is cut</source>
        <translation>{where}，{what} 恰好是 0：每条回去的路都断了</translation>
    </message>
    <message>
        <source>{where} {what} is smaller than any number here can be</source>
        <translation>{where}，{what} 比这里能表示的任何数都小</translation>
    </message>
    <message>
        <source>{where} {what} is larger than any number here can be</source>
        <translation>{where}，{what} 比这里能表示的任何数都大</translation>
    </message>
    <message>
        <source>{where}: killed by saturation</source>
        <translation>{where}：因饱和而断</translation>
    </message>
    <message>
        <source>{where}: exactly 0</source>
        <translation>{where}：恰好是 0</translation>
    </message>
    <message>
        <source>{where}: underflow</source>
        <translation>{where}：下溢</translation>
    </message>
    <message>
        <source>{where}: overflow</source>
        <translation>{where}：上溢</translation>
    </message>
    <message>
        <source>The loss stands where the way back ends: no way back through time</source>
        <translation>损失就在回路的尽头：没有沿时间往回的路</translation>
    </message>
    <message>
        <source>The loss stands where the way back ends</source>
        <translation>损失就在回路的尽头</translation>
    </message>
    <message>
        <source>No gradient arrives anywhere: the loss does not move with the state</source>
        <translation>哪里都没有梯度到达：损失不随状态变化</translation>
    </message>
    <message>
        <source>No gradient arrives anywhere</source>
        <translation>哪里都没有梯度到达</translation>
    </message>
    <message>
        <source>Some gradients are not numbers: the values ran away before</source>
        <translation>有些梯度不是数：之前的值已经失控</translation>
    </message>
    <message>
        <source>One step only: there is no way back through time</source>
        <translation>只有一步：没有沿时间往回的路</translation>
    </message>
</context>
<context>
    <name>GradientPlot</name>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>not reached yet</source>
        <translation>还没有到</translation>
    </message>
    <message>
        <source>below this line an ordinary {} is 0</source>
        <translation>在这条线以下，普通的 {} 就是 0</translation>
    </message>
    <message>
        <source>below: 0 in {}</source>
        <translation>以下：{} 中为 0</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>上界</translation>
    </message>
    <message>
        <source>1 value not finite</source>
        <translation>1 个值不是有限数</translation>
    </message>
    <message>
        <source>{} values not finite</source>
        <translation>{} 个值不是有限数</translation>
    </message>
    <message>
        <source>{} values exactly 0</source>
        <translation>{} 个值恰好是 0</translation>
    </message>
    <message>
        <source>1 value exactly 0</source>
        <translation>1 个值恰好是 0</translation>
    </message>
    <message>
        <source>‖{what}‖ at step 1:  {size}</source>
        <translation>第 1 步的 ‖{what}‖：{size}</translation>
    </message>
    <message>
        <source>step 1:  {size}</source>
        <translation>第 1 步：{size}</translation>
    </message>
    <message>
        <source>Gradient reaching each step</source>
        <translation>到达每一步的梯度</translation>
    </message>
    <message>
        <source>time step k   ←   backpropagation runs right to left</source>
        <translation>时间步 k   ←   反向传播从右往左走</translation>
    </message>
    <message>
        <source>step k   ←   backpropagation runs right to left</source>
        <translation>第 k 步   ←   反向传播从右往左走</translation>
    </message>
    <message>
        <source>step k   ←   backwards</source>
        <translation>第 k 步   ←   反向</translation>
    </message>
    <message>
        <source>Gradient reaching step k</source>
        <translation>到达第 k 步的梯度</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>log scale · {}</source>
        <translation>对数刻度 · {}</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>loss at every step</source>
        <translation>每步都有损失</translation>
    </message>
    <message>
        <source>fed by layer {}</source>
        <translation>由第 {} 层供给</translation>
    </message>
    <message>
        <source>loss at {} steps</source>
        <translation>{} 步有损失</translation>
    </message>
    <message>
        <source>loss at t = {}</source>
        <translation>损失在 t = {}</translation>
    </message>
    <message>
        <source>no loss</source>
        <translation>没有损失</translation>
    </message>
    <message>
        <source>layer {}</source>
        <translation>第 {} 层</translation>
    </message>
    <message>
        <source>loss: every step</source>
        <translation>损失：每一步</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>How large the gradient of the loss is at every step. Press a step to go there.</source>
        <translation>损失的梯度在每一步有多大。按某一步就到那里去。</translation>
    </message>
    <message>
        <source>Drag the flag “loss” to another step; the dots above the steps choose where the loss counts.</source>
        <translation>把“损失”的小旗拖到另一步；各步上方的圆点选择损失计在哪里。</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>New cell</source>
        <translation>新建细胞</translation>
    </message>
    <message>
        <source>Edit this cell</source>
        <translation>编辑这个细胞</translation>
    </message>
    <message>
        <source>Name of the cell</source>
        <translation>细胞的名字</translation>
    </message>
    <message>
        <source>a name for the cell</source>
        <translation>给细胞起个名字</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>从这里开始</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>another cell…</source>
        <translation>另一个细胞…</translation>
    </message>
    <message>
        <source>Put the equations of this cell into the text; undo brings back what was there</source>
        <translation>把这个细胞的方程放进文本；撤销可找回原来的内容</translation>
    </message>
    <message>
        <source>the draft you left; undo leads to its beginning</source>
        <translation>您留下的草稿；撤销可回到它的开头</translation>
    </message>
    <message>
        <source>one line = one drawn node = one step</source>
        <translation>一行 = 画出的一个节点 = 一步</translation>
    </message>
</context>
<context>
    <name>HeldOutPanel</name>
    <message>
        <source>Held-out sentences</source>
        <translation>留出的句子</translation>
    </message>
    <message>
        <source>{0} of {1} right</source>
        <translation>{1} 句中对了 {0} 句</translation>
    </message>
    <message>
        <source>update {0}</source>
        <translation>更新 {0}</translation>
    </message>
    <message>
        <source>wrong first</source>
        <translation>错的在前</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>No task: there is nothing held out</source>
        <translation>没有任务：没有留出什么</translation>
    </message>
    <message>
        <source>being worked out ...</source>
        <translation>正在算…</translation>
    </message>
</context>
<context>
    <name>HoldMenu</name>
    <message>
        <source>in every step</source>
        <translation>在每一步</translation>
    </message>
    <message>
        <source>in steps {0} to {1}</source>
        <translation>在第 {0} 到 {1} 步</translation>
    </message>
    <message>
        <source>Hold {0} {1}</source>
        <translation>固定 {0} {1}</translation>
    </message>
    <message>
        <source>auto: let it be computed</source>
        <translation>自动：让它算出来</translation>
    </message>
    <message>
        <source>hold at 0</source>
        <translation>固定在 0</translation>
    </message>
    <message>
        <source>hold at 1</source>
        <translation>固定在 1</translation>
    </message>
    <message>
        <source>hold at</source>
        <translation>固定在</translation>
    </message>
    <message>
        <source>Value to hold at</source>
        <translation>固定成的值</translation>
    </message>
    <message>
        <source>a number from −1000 to 1000</source>
        <translation>−1000 到 1000 的一个数</translation>
    </message>
</context>
<context>
    <name>HoldRow</name>
    <message>
        <source>hold</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Hold a gate</source>
        <translation>固定一个门</translation>
    </message>
    <message>
        <source>this cell has no gate</source>
        <translation>这个细胞没有门</translation>
    </message>
    <message>
        <source>Hold {0}</source>
        <translation>固定 {0}</translation>
    </message>
    <message>
        <source>{0} = auto</source>
        <translation>{0} = 自动</translation>
    </message>
    <message>
        <source>{0} = {1}</source>
        <translation>{0} = {1}</translation>
    </message>
    <message>
        <source>{0}: in steps</source>
        <translation>{0}：在某些步</translation>
    </message>
    <message>
        <source>Hold this gate at 0, 1 or any value, always or in chosen steps</source>
        <translation>把这个门固定在 0、1 或任何值，始终或只在选定的步</translation>
    </message>
</context>
<context>
    <name>HoldSteps</name>
    <message>
        <source>Hold {} in all steps…</source>
        <translation>在所有步固定 {}…</translation>
    </message>
    <message>
        <source>Hold {} at {}…</source>
        <translation>在 {} 固定 {}…</translation>
    </message>
    <message>
        <source>Hold {} from {} on…</source>
        <translation>从 {1} 起固定 {0}…</translation>
    </message>
</context>
<context>
    <name>InputMethod</name>
    <message>
        <source>This desktop types with {0}, for which the Qt that came with rnnviz has no plugin. rnnviz now asks it by way of IBus, which fcitx 5 answers. Where no characters arrive all the same, start rnnviz with QT_IM_MODULES=ibus and IBus running, or paste the text.</source>
        <translation>这台电脑用 {0} 输入文字，而随 rnnviz 来的 Qt 没有它的插件。rnnviz 现在改经 IBus 询问它，fcitx 5 会应答。如果仍然打不出字，请在 IBus 运行时用 QT_IM_MODULES=ibus 启动 rnnviz，或者粘贴文本。</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>▾ fewer terms</source>
        <translation>▾ 少列几项</translation>
    </message>
    <message>
        <source>▸ {count} others</source>
        <translation>▸ 另外 {count} 项</translation>
    </message>
    <message>
        <source>unit {number}</source>
        <translation>单元 {number}</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检视卡</translation>
    </message>
    <message>
        <source>your guess first</source>
        <translation>请先猜</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>inside {name}</source>
        <translation>{name} 里面</translation>
    </message>
    <message>
        <source>one step ago</source>
        <translation>一步之前</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>total gradient</source>
        <translation>总梯度</translation>
    </message>
    <message>
        <source>arriving gradient</source>
        <translation>到达的梯度</translation>
    </message>
    <message>
        <source>min {low}   mean {mean}   max {high}</source>
        <translation>最小 {low}   平均 {mean}   最大 {high}</translation>
    </message>
    <message>
        <source>mean {mean}</source>
        <translation>平均 {mean}</translation>
    </message>
    <message>
        <source>what unit {0} begins with</source>
        <translation>单元 {0} 的初值</translation>
    </message>
    <message>
        <source>read-out</source>
        <translation>读出</translation>
    </message>
    <message>
        <source>answer {0} of {1}: “{2}”</source>
        <translation>{1} 个答案中的第 {0} 个：“{2}”</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>exactly 0</source>
        <translation>恰好是 0</translation>
    </message>
    <message>
        <source>saturated: exactly 0</source>
        <translation>饱和：恰好是 0</translation>
    </message>
    <message>
        <source>underflow</source>
        <translation>下溢</translation>
    </message>
    <message>
        <source>overflow</source>
        <translation>上溢</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数</translation>
    </message>
</context>
<context>
    <name>Knob</name>
    <message>
        <source>{0}, typed</source>
        <translation>{0}，已输入</translation>
    </message>
    <message>
        <source>“{0}” is not a number.</source>
        <translation>“{0}”不是数。</translation>
    </message>
    <message>
        <source>{0} lies outside {1} to {2}.</source>
        <translation>{0} 不在 {1} 到 {2} 之间。</translation>
    </message>
</context>
<context>
    <name>Knobs</name>
    <message>
        <source>Multiplies every matrix that acts on the old state, drawn or typed; 1 is as they are</source>
        <translation>乘以作用于旧状态的每个矩阵，不论抽取的还是输入的；1 表示原样</translation>
    </message>
    <message>
        <source>Recurrent gain</source>
        <translation>循环增益</translation>
    </message>
    <message>
        <source>{0} bias {1}</source>
        <translation>{0}偏置 {1}</translation>
    </message>
    <message>
        <source>Keep bias −{0}</source>
        <translation>保留偏置 −{0}</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>已输入</translation>
    </message>
    <message>
        <source>mean, typed</source>
        <translation>平均，已输入</translation>
    </message>
    <message>
        <source>mean, learned</source>
        <translation>平均，学到的</translation>
    </message>
    <message>
        <source>The bias of the gate that keeps the old state: the higher it is, the more is kept. Turning it sets every unit&apos;s; numbers typed there are replaced</source>
        <translation>保留旧状态的那个门的偏置：越高，保留越多。转动它会设定每个单元的偏置；那里输入过的数会被替换</translation>
    </message>
    <message>
        <source>Multiplies every number of the input; the cell reads the product, and that is shown</source>
        <translation>乘以输入的每个数；细胞读的是乘积，显示的也是它</translation>
    </message>
    <message>
        <source>Input scale</source>
        <translation>输入倍率</translation>
    </message>
    <message>
        <source>How many steps the sequence has</source>
        <translation>序列有几步</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Steps with an input of zero that follow the sequence: the state is left to itself</source>
        <translation>序列之后输入为零的步数：状态自己走</translation>
    </message>
    <message>
        <source>Silent steps after</source>
        <translation>其后的静默步</translation>
    </message>
    <message>
        <source>What comes next is drawn by softmax(y / T): below 1 the likely answers gain, above 1 the others; 0 takes the likeliest. The ticks on the bars are p at T = 1</source>
        <translation>接下来的由 softmax(y / T) 抽取：小于 1 时可能的答案更占优，大于 1 时其余的更占优；0 取最可能的。条上的刻线是 T = 1 时的 p</translation>
    </message>
    <message>
        <source>Temperature T</source>
        <translation>温度 T</translation>
    </message>
</context>
<context>
    <name>LabPart</name>
    <message>
        <source>step {0}, “{1}”</source>
        <translation>第 {0} 步，“{1}”</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
</context>
<context>
    <name>Laboratory</name>
    <message>
        <source>Where did the gradient go?</source>
        <translation>梯度到哪里去了？</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Which step moves the weights?</source>
        <translation>哪一步推动权重？</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What is flat, what gets through?</source>
        <translation>什么是平的，什么通得过？</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>饱和</translation>
    </message>
    <message>
        <source>What does a small change do?</source>
        <translation>小小的改动会怎样？</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>探针</translation>
    </message>
    <message>
        <source>What does one step pass on?</source>
        <translation>一步传下去的是什么？</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>How deep does it reach?</source>
        <translation>能传到多深？</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Laboratory</source>
        <translation>实验室</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>{0}: needs a font such as Noto Sans CJK</source>
        <translation>{0}：需要 Noto Sans CJK 这样的字体</translation>
    </message>
</context>
<context>
    <name>LayerRow</name>
    <message>
        <source>layer {0}</source>
        <translation>第 {0} 层</translation>
    </message>
    <message>
        <source>Put this layer on the stage</source>
        <translation>把这一层放上舞台</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>→ reads onward</source>
        <translation>→ 从前往后读</translation>
    </message>
    <message>
        <source>← reads from the end</source>
        <translation>← 从末尾读起</translation>
    </message>
    <message>
        <source>⇄ both, side by side</source>
        <translation>⇄ 双向，并排</translation>
    </message>
    <message>
        <source>⇄ both, added</source>
        <translation>⇄ 双向，相加</translation>
    </message>
    <message>
        <source>Cell of {0}</source>
        <translation>{0}的细胞</translation>
    </message>
    <message>
        <source>Units of {0}</source>
        <translation>{0}的单元数</translation>
    </message>
    <message>
        <source>Reading direction of {0}</source>
        <translation>{0}的读取方向</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>去掉{0}</translation>
    </message>
</context>
<context>
    <name>LessonCommands</name>
    <message>
        <source>Lessons ({0})</source>
        <translation>课程（{0}）</translation>
    </message>
    <message>
        <source>Lesson to which this page is added</source>
        <translation>要加入这一页的课程</translation>
    </message>
</context>
<context>
    <name>LessonControls</name>
    <message>
        <source>Controls of this page</source>
        <translation>这一页的控件</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Hold {0}: {1}</source>
        <translation>固定 {0}：{1}</translation>
    </message>
    <message>
        <source>Hold a gate</source>
        <translation>固定一个门</translation>
    </message>
    <message>
        <source>at t = {0}</source>
        <translation>在 t = {0}</translation>
    </message>
</context>
<context>
    <name>LessonList</name>
    <message>
        <source>All lessons</source>
        <translation>所有课程</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>{0} of {1} done</source>
        <translation>{1} 课中已完成 {0} 课</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>Lesson {0}</source>
        <translation>第 {0} 课</translation>
    </message>
    <message>
        <source>page {0} of {1}, {2} min</source>
        <translation>第 {0} 页，共 {1} 页，{2} 分钟</translation>
    </message>
    <message>
        <source>{0} is explained on page {1}</source>
        <translation>{0} 在第 {1} 页讲解</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Go back to step {0}.</source>
        <translation>回到第 {0} 步。</translation>
    </message>
    <message>
        <source>Go on to step {0}.</source>
        <translation>走到第 {0} 步。</translation>
    </message>
    <message>
        <source>Choose unit {0}.</source>
        <translation>选择单元 {0}。</translation>
    </message>
    <message>
        <source>Put layer {0} on the stage.</source>
        <translation>把第 {0} 层放到舞台上。</translation>
    </message>
    <message>
        <source>Let the network write on.</source>
        <translation>让网络继续写。</translation>
    </message>
    <message>
        <source>Turn the story round: backward.</source>
        <translation>把故事掉头：反向。</translation>
    </message>
    <message>
        <source>Turn the story round: forward.</source>
        <translation>把故事掉头：正向。</translation>
    </message>
    <message>
        <source>Go on to the line “{0}”.</source>
        <translation>走到“{0}”这一行。</translation>
    </message>
    <message>
        <source>Click on “{0}” on the stage.</source>
        <translation>在舞台上点击“{0}”。</translation>
    </message>
    <message>
        <source>Change a number of {0}.</source>
        <translation>改动 {0} 中的一个数。</translation>
    </message>
    <message>
        <source>Hold “{0}” at {1}.</source>
        <translation>把“{0}”固定为 {1}。</translation>
    </message>
    <message>
        <source>Let “{0}” go.</source>
        <translation>放开“{0}”。</translation>
    </message>
    <message>
        <source>Choose the cell “{0}”.</source>
        <translation>选择细胞“{0}”。</translation>
    </message>
    <message>
        <source>Put the direction that reads from the end on the stage.</source>
        <translation>把从结尾读起的方向放到舞台上。</translation>
    </message>
    <message>
        <source>Put the direction that reads from the start on the stage.</source>
        <translation>把从开头读起的方向放到舞台上。</translation>
    </message>
    <message>
        <source>{0} of the step before</source>
        <translation>上一步的 {0}</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Turn {0} down below {1}.</source>
        <translation>把 {0} 调到 {1} 以下。</translation>
    </message>
    <message>
        <source>Turn {0} down to {1}.</source>
        <translation>把 {0} 调低到 {1}。</translation>
    </message>
    <message>
        <source>Turn {0} up above {1}.</source>
        <translation>把 {0} 调到 {1} 以上。</translation>
    </message>
    <message>
        <source>Turn {0} up to {1}.</source>
        <translation>把 {0} 调高到 {1}。</translation>
    </message>
    <message>
        <source>Set {0} to {1}.</source>
        <translation>把 {0} 设为 {1}。</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>the number of units</source>
        <translation>单元数</translation>
    </message>
    <message>
        <source>Type another sequence.</source>
        <translation>输入另一个序列。</translation>
    </message>
    <message>
        <source>Choose another cell.</source>
        <translation>选择另一种细胞。</translation>
    </message>
    <message>
        <source>Draw other weights.</source>
        <translation>重新抽取权重。</translation>
    </message>
    <message>
        <source>Change {0}.</source>
        <translation>改动 {0}。</translation>
    </message>
</context>
<context>
    <name>LinesDialog</name>
    <message>
        <source>Several sequences</source>
        <translation>多个序列</translation>
    </message>
    <message>
        <source>One sequence a line; behind a tab the answer to its last step. Ctrl+Tab leaves the field.</source>
        <translation>一行一个序列；制表符之后写最后一步的答案。按 Ctrl+Tab 离开输入框。</translation>
    </message>
    <message>
        <source>Sequences, one a line</source>
        <translation>序列，每行一个</translation>
    </message>
    <message>
        <source>What the network answers to each</source>
        <translation>网络对每个序列的回答</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a TXT or CSV file with one sentence a line</source>
        <translation>打开每行一个句子的 TXT 或 CSV 文件</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Right?</source>
        <translation>对错</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错</translation>
    </message>
</context>
<context>
    <name>LiveStage</name>
    <message>
        <source>Live preview of the cell</source>
        <translation>细胞的实时预览</translation>
    </message>
</context>
<context>
    <name>LossRow</name>
    <message>
        <source>Loss at</source>
        <translation>损失计在</translation>
    </message>
    <message>
        <source>last step</source>
        <translation>最后一步</translation>
    </message>
    <message>
        <source>every step</source>
        <translation>每一步</translation>
    </message>
    <message>
        <source>Loss at: {0}</source>
        <translation>损失计在：{0}</translation>
    </message>
    <message>
        <source>Where the loss counts; the flag and the dots on the gradient plot choose other steps</source>
        <translation>损失计在哪里；梯度图上的小旗和圆点可选别的步</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>选定</translation>
    </message>
    <message>
        <source>chosen: {0} of {1}</source>
        <translation>选定：{1} 步中的 {0} 步</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 中的 {0}</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>What does one step pass on?</source>
        <translation>一步传下去的是什么？</translation>
    </message>
</context>
<context>
    <name>MemoryRow</name>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off: U = 0</source>
        <translation>关：U = 0</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Memory: {0}</source>
        <translation>记忆：{0}</translation>
    </message>
    <message>
        <source>The answers with recurrence off stand below those of the sentence</source>
        <translation>关掉循环时的答案列在原句答案的下面</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Open recent</source>
        <translation>最近打开的</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例子</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Trained networks</source>
        <translation>训练好的网络</translation>
    </message>
    <message>
        <source>no files yet</source>
        <translation>还没有文件</translation>
    </message>
</context>
<context>
    <name>NetworkDialog</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>+ layer on top</source>
        <translation>+ 上面加一层</translation>
    </message>
    <message>
        <source>Compute in float32, as most GPUs do</source>
        <translation>用 float32 计算，像多数 GPU 那样</translation>
    </message>
    <message>
        <source>to the read-out ↑</source>
        <translation>到读出 ↑</translation>
    </message>
    <message>
        <source>the sequence ↑</source>
        <translation>序列 ↑</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{0} weights and biases</source>
        <translation>{0} 个权重和偏置</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>{0} exists already. Replace it?</source>
        <translation>{0} 已经有了。要替换它吗？</translation>
    </message>
</context>
<context>
    <name>NumberAnswer</name>
    <message>
        <source>a number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>Your answer, a number</source>
        <translation>您的答案，一个数</translation>
    </message>
</context>
<context>
    <name>OneStep</name>
    <message>
        <source>arriving</source>
        <translation>到达的</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>back</source>
        <translation>回去的</translation>
    </message>
    <message>
        <source>This cell has no memory: no gradient goes from a step to the one before.</source>
        <translation>这个细胞没有记忆：没有梯度从一步走到前一步。</translation>
    </message>
</context>
<context>
    <name>Overflow</name>
    <message>
        <source>More of this bar</source>
        <translation>这一栏的其余按钮</translation>
    </message>
</context>
<context>
    <name>Own</name>
    <message>
        <source>keep bias</source>
        <translation>保留偏置</translation>
    </message>
    <message>
        <source>What is this cell&apos;s own</source>
        <translation>这个细胞自己的是什么</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自己的</translation>
    </message>
    <message>
        <source>no keep bias</source>
        <translation>没有保留偏置</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>已输入</translation>
    </message>
    <message>
        <source>mean, typed</source>
        <translation>平均，已输入</translation>
    </message>
</context>
<context>
    <name>OwnCells</name>
    <message>
        <source>My cell</source>
        <translation>我的细胞</translation>
    </message>
    <message>
        <source>Save cell</source>
        <translation>保存细胞</translation>
    </message>
    <message>
        <source>Save cell as…</source>
        <translation>细胞另存为…</translation>
    </message>
    <message>
        <source>rnnviz cells ({0})</source>
        <translation>rnnviz 细胞 ({0})</translation>
    </message>
</context>
<context>
    <name>OwnFiles</name>
    <message>
        <source>Tables ({0})</source>
        <translation>表格 ({0})</translation>
    </message>
    <message>
        <source>Train on a table: sentences with labels, or numbers</source>
        <translation>用表格训练：带标签的句子，或数值</translation>
    </message>
    <message>
        <source>Train on a folder: one text for each label, a sentence in every line</source>
        <translation>用文件夹训练：每个标签一个文本，每行一句</translation>
    </message>
    <message>
        <source>Train on a table</source>
        <translation>用表格训练</translation>
    </message>
    <message>
        <source>Which column is to be predicted, one row ahead?</source>
        <translation>要预测哪一列（提前一行）？</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Pages of the laboratory</source>
        <translation>实验室的各页</translation>
    </message>
</context>
<context>
    <name>PageButton</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
</context>
<context>
    <name>PageFoot</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>走一步</translation>
    </message>
    <message>
        <source>Turn round</source>
        <translation>掉头</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>揭晓</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>All lessons</source>
        <translation>所有课程</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>下一课</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>All lessons</source>
        <translation>所有课程</translation>
    </message>
    <message>
        <source>{0} of {1} done</source>
        <translation>{1} 课中已完成 {0} 课</translation>
    </message>
</context>
<context>
    <name>PagePanel</name>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>→ again does it</source>
        <translation>再按一次 → 替您完成</translation>
    </message>
    <message>
        <source>do {0} first</source>
        <translation>先完成 {0} 项</translation>
    </message>
</context>
<context>
    <name>PathChart</name>
    <message>
        <source>Gradient at every step, by way</source>
        <translation>每一步的梯度，按路径分</translation>
    </message>
    <message>
        <source>the whole</source>
        <translation>整个</translation>
    </message>
    <message>
        <source>parts cancel</source>
        <translation>各部分相消</translation>
    </message>
    <message>
        <source>belt</source>
        <translation>传送带</translation>
    </message>
    <message>
        <source>keep path</source>
        <translation>保留之路</translation>
    </message>
    <message>
        <source>step {0}: {1} {2} %</source>
        <translation>第 {0} 步：{1} {2} %</translation>
    </message>
</context>
<context>
    <name>Paths</name>
    <message>
        <source>bright: at once   pale: later</source>
        <translation>亮：马上   淡：后来</translation>
    </message>
    <message>
        <source>bright: stays on a way of its own   pale: leaves it again</source>
        <translation>亮：一直走自己的路   淡：又离开</translation>
    </message>
    <message>
        <source>This cell has no memory: no gradient goes from step to step.</source>
        <translation>这个细胞没有记忆：梯度不会从一步传到另一步。</translation>
    </message>
    <message>
        <source>being worked out ...</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>loss of this step</source>
        <translation>这一步的损失</translation>
    </message>
    <message>
        <source>along the belt</source>
        <translation>沿传送带</translation>
    </message>
    <message>
        <source>along the keep path</source>
        <translation>沿保留之路</translation>
    </message>
    <message>
        <source>belt alone</source>
        <translation>只有传送带</translation>
    </message>
    <message>
        <source>keep path alone</source>
        <translation>只有保留之路</translation>
    </message>
    <message>
        <source>never leaves it before the loss</source>
        <translation>到损失为止从不离开</translation>
    </message>
    <message>
        <source>never leaves it</source>
        <translation>一直没有离开</translation>
    </message>
    <message>
        <source>read by {0} next</source>
        <translation>下一步由 {0} 读取</translation>
    </message>
    <message>
        <source>leaves it, comes back first through {0}</source>
        <translation>离开它，先经 {0} 回来</translation>
    </message>
    <message>
        <source>back through {0}</source>
        <translation>经 {0} 传回</translation>
    </message>
    <message>
        <source>read by {0} at the next step</source>
        <translation>下一步被 {0} 读到</translation>
    </message>
    <message>
        <source>{0} % stays to the loss</source>
        <translation>{0} % 一直留到损失</translation>
    </message>
    <message>
        <source>{0} % leaves later</source>
        <translation>{0} % 后来离开</translation>
    </message>
    <message>
        <source>{0} % comes back at once</source>
        <translation>{0} % 马上回来</translation>
    </message>
    <message>
        <source>{0} % from the loss of its step</source>
        <translation>{0} % 来自本步的损失</translation>
    </message>
    <message>
        <source>through the lines that read it here</source>
        <translation>经由在这里读取它的各行</translation>
    </message>
</context>
<context>
    <name>PathsPage</name>
    <message>
        <source>Where did the gradient go?</source>
        <translation>梯度到哪里去了？</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>On the stage</source>
        <translation>在舞台上</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图片 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>PlaceCorner</name>
    <message>
        <source>Go to: {0} ({1})</source>
        <translation>去到：{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>Portrait</name>
    <message>
        <source>Two units on their way</source>
        <translation>两个单元走的路</translation>
    </message>
    <message>
        <source>This takes a state of two units.</source>
        <translation>这需要有两个单元的状态。</translation>
    </message>
    <message>
        <source>{0}: unit {1} at {2}, unit {3} at {4}</source>
        <translation>{0}：单元 {1} 在 {2}，单元 {3} 在 {4}</translation>
    </message>
    <message>
        <source>unit {0}</source>
        <translation>单元 {0}</translation>
    </message>
</context>
<context>
    <name>PredictButtons</name>
    <message>
        <source>Take back  ⌫</source>
        <translation>收回  ⌫</translation>
    </message>
    <message>
        <source>Continue  ⏎</source>
        <translation>继续  ⏎</translation>
    </message>
    <message>
        <source>Take back what the network wrote last</source>
        <translation>收回网络最后写的</translation>
    </message>
    <message>
        <source>Continue: the network says what comes next and reads it; Ctrl+Enter to the end</source>
        <translation>继续：网络说出接下来的，再读进去；Ctrl+回车写到结尾</translation>
    </message>
</context>
<context>
    <name>ProbeCheck</name>
    <message>
        <source>The same from both ends</source>
        <translation>两头得到同样的结果</translation>
    </message>
    <message>
        <source>The loss or its gradient is no finite number.</source>
        <translation>损失或它的梯度不是有限数。</translation>
    </message>
    <message>
        <source>{0} changed by {1} moves the loss by {2} times that; the gradient says {3}.</source>
        <translation>{0} 改动 {1}，损失的改动是它的 {2} 倍；梯度说是 {3}。</translation>
    </message>
    <message>
        <source>It does not move the loss at all.</source>
        <translation>损失完全没有变化。</translation>
    </message>
    <message>
        <source>The slope here is 0, the change is not: it leads out of the flat place.</source>
        <translation>这里的斜率为 0，变化却不为 0：改动走出了平坦处。</translation>
    </message>
    <message>
        <source>So small a change follows the slope.</source>
        <translation>这么小的改动沿着斜率走。</translation>
    </message>
    <message>
        <source>What it does is lost in the rounding of the loss.</source>
        <translation>它的作用淹没在损失的舍入误差里。</translation>
    </message>
    <message>
        <source>So large a change leaves the slope: they differ by {0} %.</source>
        <translation>这么大的改动偏离了斜率：两者相差 {0} %。</translation>
    </message>
    <message>
        <source>and {0} as ε → 0</source>
        <translation>ε → 0 时为 {0}</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>正向</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>no finite number</source>
        <translation>不是有限数</translation>
    </message>
    <message>
        <source>a function of this cell takes no complex step</source>
        <translation>这个细胞中有一个函数不能取复数步</translation>
    </message>
    <message>
        <source>✓ the same Jacobians, from both ends</source>
        <translation>✓ 两头得到同样的雅可比矩阵</translation>
    </message>
    <message>
        <source>✗ differs from the slope of ε → 0</source>
        <translation>✗ 与 ε → 0 时的斜率不同</translation>
    </message>
</context>
<context>
    <name>ProbeControls</name>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>by ε =</source>
        <translation>改动 ε =</translation>
    </message>
    <message>
        <source>What is changed</source>
        <translation>改动什么</translation>
    </message>
    <message>
        <source>Which of its numbers</source>
        <translation>其中哪一个数</translation>
    </message>
    <message>
        <source>Which column</source>
        <translation>哪一列</translation>
    </message>
    <message>
        <source>its largest number</source>
        <translation>其中最大的数</translation>
    </message>
</context>
<context>
    <name>ProbePage</name>
    <message>
        <source>input x</source>
        <translation>输入 x</translation>
    </message>
    <message>
        <source>start of {0}</source>
        <translation>{0} 的初值</translation>
    </message>
    <message>
        <source>unit {0}</source>
        <translation>单元 {0}</translation>
    </message>
    <message>
        <source>the number of “{0}” at step {1}</source>
        <translation>第 {1} 步“{0}”的数</translation>
    </message>
    <message>
        <source>the start of {0}</source>
        <translation>{0} 的初值</translation>
    </message>
    <message>
        <source>What does a small change do?</source>
        <translation>小小的改动会怎样？</translation>
    </message>
</context>
<context>
    <name>ProbePlot</name>
    <message>
        <source>One number is changed by a little</source>
        <translation>把一个数改动一点点</translation>
    </message>
    <message>
        <source>being worked out ...</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>正向</translation>
    </message>
    <message>
        <source>dashed:</source>
        <translation>虚线：</translation>
    </message>
    <message>
        <source>change here</source>
        <translation>在这里改动</translation>
    </message>
    <message>
        <source>changed before the first step</source>
        <translation>在第一步之前改动</translation>
    </message>
    <message>
        <source>changed in every step</source>
        <translation>每一步都改动</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>{0}: forward {1}, backward {2}</source>
        <translation>{0}：正向 {1}，反向 {2}</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Making the picture: {0} % done. Esc gives it up.</source>
        <translation>正在生成图片：已完成 {0} %。按 Esc 放弃。</translation>
    </message>
    <message>
        <source>Computing: {0} % done. Esc keeps what is on screen.</source>
        <translation>正在计算：已完成 {0} %。按 Esc 保留屏幕上的内容。</translation>
    </message>
</context>
<context>
    <name>ReadOut</name>
    <message>
        <source>Read-out</source>
        <translation>读出</translation>
    </message>
    <message>
        <source>Line that is read out</source>
        <translation>被读出的那一行</translation>
    </message>
    <message>
        <source>The line that the read-out and the layer above get to see; while none is picked h, else the last</source>
        <translation>读出和上面一层看到的那一行；没有选时是 h，没有 h 就是最后一行</translation>
    </message>
</context>
<context>
    <name>ReadsMenu</name>
    <message>
        <source>What leaves the cell</source>
        <translation>离开细胞的是什么</translation>
    </message>
    <message>
        <source>The read-out reads</source>
        <translation>读出读的是</translation>
    </message>
    <message>
        <source>Layer {0} reads</source>
        <translation>第 {0} 层读的是</translation>
    </message>
</context>
<context>
    <name>RecurrenceLabel</name>
    <message>
        <source>The recurrent matrix: ρ, its largest eigenvalue in size, and its norm, the most a step can stretch</source>
        <translation>循环矩阵：ρ 是它按大小最大的特征值，范数是一步最多能拉伸多少</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>报告问题</translation>
    </message>
    <message>
        <source>This is what rnnviz knows of what went wrong here. Nothing of it is sent: copy it into your report, and say what you did before.</source>
        <translation>这是 rnnviz 所知道的这里出错的情况。它什么也不发送：请把它复制到您的报告里，并写明之前做了什么。</translation>
    </message>
    <message>
        <source>Versions and log</source>
        <translation>版本和日志</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>下次再问</translation>
    </message>
    <message>
        <source>rnnviz crashed at {0}. Help → Report a problem shows what is known of it.</source>
        <translation>rnnviz 在 {0} 崩溃了。“帮助 → 报告问题”里有所知道的情况。</translation>
    </message>
    <message>
        <source>Restore {0} as it was when rnnviz ended at {1}?</source>
        <translation>要恢复 rnnviz 在 {1} 结束时的 {0} 吗？</translation>
    </message>
    <message>
        <source>Restore what was open when rnnviz ended at {0}?</source>
        <translation>要恢复 rnnviz 在 {0} 结束时打开的内容吗？</translation>
    </message>
    <message>
        <source>Restore the cell that was typed when rnnviz ended at {0}?</source>
        <translation>要恢复 rnnviz 在 {0} 结束时正在输入的细胞吗？</translation>
    </message>
</context>
<context>
    <name>RoleChips</name>
    <message>
        <source>Colours by role</source>
        <translation>按角色着色</translation>
    </message>
    <message>
        <source>Colour of the line: {0}</source>
        <translation>这一行的颜色：{0}</translation>
    </message>
    <message>
        <source>of the line {0}</source>
        <translation>{0} 这一行的</translation>
    </message>
    <message>
        <source>Give {0} this colour</source>
        <translation>给 {0} 这个颜色</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>forget</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>candidate</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>普通</translation>
    </message>
</context>
<context>
    <name>RowColumn</name>
    <message>
        <source>Compared cells</source>
        <translation>比较的各个细胞</translation>
    </message>
    <message>
        <source>+ Add a cell to compare with</source>
        <translation>+ 添加一个细胞来比较</translation>
    </message>
</context>
<context>
    <name>SamplePicker</name>
    <message>
        <source>Held-out sentence of the task</source>
        <translation>任务的留出句子</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自己的</translation>
    </message>
    <message>
        <source>Sequence on the tape</source>
        <translation>带上的序列</translation>
    </message>
    <message>
        <source> of {0}</source>
        <translation>，共 {0}</translation>
    </message>
</context>
<context>
    <name>SceneRow</name>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Forget typed</source>
        <translation>忘掉输入的</translation>
    </message>
    <message>
        <source>Forget typed numbers: every weight as drawn from the seed</source>
        <translation>忘掉输入的数：每个权重都回到由种子抽取的样子</translation>
    </message>
</context>
<context>
    <name>Scenes</name>
    <message>
        <source>Vanish: a simple RNN forgets</source>
        <translation>消失：简单 RNN 会遗忘</translation>
    </message>
    <message>
        <source>vanish</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>Scene: a simple RNN whose gradient vanishes</source>
        <translation>场景：梯度消失的简单 RNN</translation>
    </message>
    <message>
        <source>Explode: a linear RNN with large recurrent weights</source>
        <translation>爆炸：循环权重大的线性 RNN</translation>
    </message>
    <message>
        <source>explode</source>
        <translation>爆炸</translation>
    </message>
    <message>
        <source>Scene: a linear RNN whose gradient explodes</source>
        <translation>场景：梯度爆炸的线性 RNN</translation>
    </message>
    <message>
        <source>Survive: an LSTM with forget bias +3</source>
        <translation>存活：遗忘偏置 +3 的 LSTM</translation>
    </message>
    <message>
        <source>survive</source>
        <translation>存活</translation>
    </message>
    <message>
        <source>Scene: an LSTM whose gradient survives</source>
        <translation>场景：梯度存活的 LSTM</translation>
    </message>
</context>
<context>
    <name>SequenceBar</name>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a sequence from a CSV, TXT or NPY file</source>
        <translation>从 CSV、TXT 或 NPY 文件打开序列</translation>
    </message>
    <message>
        <source>an impulse, then silence</source>
        <translation>一个脉冲，然后静默</translation>
    </message>
    <message>
        <source>a sine wave</source>
        <translation>正弦波</translation>
    </message>
    <message>
        <source>random numbers</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>a bit to remember</source>
        <translation>要记住的一个比特</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Preset sequences</source>
        <translation>预设序列</translation>
    </message>
    <message>
        <source>vectors of {0}</source>
        <translation>{0} 个数的向量</translation>
    </message>
    <message>
        <source>one-hot</source>
        <translation>独热</translation>
    </message>
    <message>
        <source>How words enter</source>
        <translation>词怎样进来</translation>
    </message>
    <message>
        <source>One-hot: one input per word of the vocabulary. Vectors: a few random numbers per word.</source>
        <translation>独热：词表里每个词一个输入。向量：每个词几个随机数。</translation>
    </message>
    <message>
        <source>{0} rows of {1} numbers</source>
        <translation>{0} 行，每行 {1} 个数</translation>
    </message>
</context>
<context>
    <name>SequenceField</name>
    <message>
        <source>Sequence: words or numbers</source>
        <translation>序列：词或数</translation>
    </message>
    <message>
        <source>words, or numbers such as 0.5 −1 1/3</source>
        <translation>词，或 0.5 −1 1/3 这样的数</translation>
    </message>
    <message>
        <source>Type words or numbers and press Enter. Rows of several numbers are separated by a semicolon.</source>
        <translation>输入词或数，再按回车。几个数一行时，行与行用分号分开。</translation>
    </message>
</context>
<context>
    <name>SequenceFiles</name>
    <message>
        <source>Sequences ({0})</source>
        <translation>序列 ({0})</translation>
    </message>
    <message>
        <source>Open sequence</source>
        <translation>打开序列</translation>
    </message>
    <message>
        <source>What was copied</source>
        <translation>复制的内容</translation>
    </message>
    <message>
        <source>Sentences ({0})</source>
        <translation>句子 ({0})</translation>
    </message>
    <message>
        <source>Open sentences</source>
        <translation>打开句子</translation>
    </message>
    <message>
        <source>Silent steps have no input to edit.</source>
        <translation>静默步没有可编辑的输入。</translation>
    </message>
</context>
<context>
    <name>SharedBar</name>
    <message>
        <source>Shared by all cells</source>
        <translation>所有细胞共有</translation>
    </message>
    <message>
        <source>Shared by all</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>Alt and a click: each cell&apos;s own, or shared again</source>
        <translation>按住 Alt 点一下：每个细胞各有各的，或恢复共有</translation>
    </message>
    <message>
        <source>Term by term</source>
        <translation>逐项对照</translation>
    </message>
    <message>
        <source>needs two cells that keep a memory unit by unit and write a candidate into it</source>
        <translation>需要两个细胞，它们逐单元地保留记忆，并把候选值写进去</translation>
    </message>
    <message>
        <source>Two cells term by term (M)</source>
        <translation>两个细胞逐项对照（M）</translation>
    </message>
    <message>
        <source>: own</source>
        <translation>：各自的</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Worked solution</source>
        <translation>解答</translation>
    </message>
    <message>
        <source>Exercise sheet</source>
        <translation>习题</translation>
    </message>
    <message>
        <source>those on the stage</source>
        <translation>舞台上的权重</translation>
    </message>
    <message>
        <source>drawn anew, with one decimal</source>
        <translation>重新抽取，保留一位小数</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Version (seed)</source>
        <translation>套号（种子）</translation>
    </message>
    <message>
        <source>Worked solution in a second file</source>
        <translation>解答存为第二个文件</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Step {0} of {1}, unit {2}, backwards</source>
        <translation>第 {0} 步（共 {1} 步），单元 {2}，反向</translation>
    </message>
    <message>
        <source>Step {0} of {1}, unit {2}</source>
        <translation>第 {0} 步（共 {1} 步），单元 {2}</translation>
    </message>
    <message>
        <source>A sheet has room for {0} units at most.</source>
        <translation>一张习题纸最多放得下 {0} 个单元。</translation>
    </message>
</context>
<context>
    <name>SingularValues</name>
    <message>
        <source>What every step does to a gradient</source>
        <translation>每一步对梯度做了什么</translation>
    </message>
    <message>
        <source>This cell has no memory: no step passes anything on.</source>
        <translation>这个细胞没有记忆：哪一步都不往下传。</translation>
    </message>
    <message>
        <source>being worked out ...</source>
        <translation>正在算…</translation>
    </message>
    <message>
        <source>● singular values</source>
        <translation>● 奇异值</translation>
    </message>
    <message>
        <source>— spectral radius</source>
        <translation>— 谱半径</translation>
    </message>
    <message>
        <source>— product to the last step</source>
        <translation>— 到最后一步的乘积</translation>
    </message>
    <message>
        <source>{0}: no finite numbers</source>
        <translation>{0}：不是有限数</translation>
    </message>
    <message>
        <source>{0}: largest singular value {1}, spectral radius {2}, product to the last step {3}</source>
        <translation>{0}：最大奇异值 {1}，谱半径 {2}，到最后一步的乘积 {3}</translation>
    </message>
</context>
<context>
    <name>SizeRow</name>
    <message>
        <source>Hidden units</source>
        <translation>隐藏单元</translation>
    </message>
    <message>
        <source>Seed of the weights</source>
        <translation>权重的种子</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <source>New weights</source>
        <translation>新的权重</translation>
    </message>
    <message>
        <source>Reset knobs and holds; weights stay, typed ones, too</source>
        <translation>旋钮和固定值复位；权重不变，输入过的也不变</translation>
    </message>
    <message>
        <source>Draw new weights: the next seed</source>
        <translation>抽取新的权重：下一个种子</translation>
    </message>
    <message>
        <source>{0}, {1} updates, then typed</source>
        <translation>{0}，{1} 次更新，之后又输入过</translation>
    </message>
    <message>
        <source>{0}, {1} updates</source>
        <translation>{0}，{1} 次更新</translation>
    </message>
</context>
<context>
    <name>Slopes</name>
    <message>
        <source>How much slope is left</source>
        <translation>还剩多少斜率</translation>
    </message>
    <message>
        <source>At {0}, {1} keeps {2} % of its slope.</source>
        <translation>在{0}，{1} 保留斜率的 {2} %。</translation>
    </message>
    <message>
        <source>Least is left at {0}: {1} keeps {2} % of its slope.</source>
        <translation>{0} 处剩得最少：{1} 保留斜率的 {2} %。</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} units are dead.</source>
        <translation>{0}：{2} 个单元中有 {1} 个死了。</translation>
    </message>
    <message>
        <source>was {0} %</source>
        <translation>原为 {0} %</translation>
    </message>
    <message>
        <source>{0}: {1} % of the slope left</source>
        <translation>{0}：斜率剩 {1} %</translation>
    </message>
    <message>
        <source>{0}, unit {1}: {2} % of the slope left</source>
        <translation>{0}，单元 {1}：斜率剩 {2} %</translation>
    </message>
    <message>
        <source>No function of this cell can become flat.</source>
        <translation>这个细胞没有会变平的函数。</translation>
    </message>
</context>
<context>
    <name>SnapshotCommands</name>
    <message>
        <source>A document keeps {0} snapshots at most.</source>
        <translation>一个文档最多保存 {0} 个快照。</translation>
    </message>
</context>
<context>
    <name>SnapshotDialog</name>
    <message>
        <source>Snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Runs that are kept with the document</source>
        <translation>随文档保存的运行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Ghost</source>
        <translation>残影</translation>
    </message>
    <message>
        <source>Keep this run</source>
        <translation>保留这次运行</translation>
    </message>
    <message>
        <source>Keep the run of now under a name</source>
        <translation>给当前的运行起个名字并保留</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Put it on the stage</source>
        <translation>放到舞台上</translation>
    </message>
    <message>
        <source>As ghost</source>
        <translation>作为残影</translation>
    </message>
    <message>
        <source>Compare what is on the stage with it, in all plots</source>
        <translation>在所有图中把舞台上的运行与它比较</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Put it beside, in the place Compare</source>
        <translation>在“比较”里把它放在旁边</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>不再保留</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>ghost</source>
        <translation>残影</translation>
    </message>
    <message>
        <source>Nothing is kept yet. What is kept is saved with the document.</source>
        <translation>还没有保留任何运行。保留下来的会随文档一起保存。</translation>
    </message>
    <message>
        <source>Choose one of the list.</source>
        <translation>请从列表中选一个。</translation>
    </message>
    <message>
        <source>Other cells than those on the stage: it can be no ghost of them, but stand beside them.</source>
        <translation>细胞与舞台上的不同：它不能作残影，但可以并排放在旁边。</translation>
    </message>
    <message>
        <source>What is on the stage is compared with it in all plots.</source>
        <translation>所有图中，舞台上的运行都在与它比较。</translation>
    </message>
    <message>
        <source>It can be the ghost of what is on the stage.</source>
        <translation>它可以作舞台上这次运行的残影。</translation>
    </message>
    <message>
        <source>Run {0}</source>
        <translation>运行 {0}</translation>
    </message>
</context>
<context>
    <name>SpectrumPlot</name>
    <message>
        <source>Eigenvalues and the unit circle</source>
        <translation>特征值和单位圆</translation>
    </message>
    <message>
        <source>One step of back-propagation: what arrives at each state, what it amounts to, what goes back.</source>
        <translation>反向传播的一步：每个状态收到什么，合起来是多少，往回走的是什么。</translation>
    </message>
    <message>
        <source>Eigenvalues of the matrix in the title. What lies inside the circle shrinks from step to step, what lies outside grows. ρ is the largest in size.</source>
        <translation>标题中矩阵的特征值。圆内的一步一步缩小，圆外的增大。ρ 是按大小最大的一个。</translation>
    </message>
    <message>
        <source>sizes</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>values not finite</source>
        <translation>值不是有限数</translation>
    </message>
    <message>
        <source>One step back, in size</source>
        <translation>往回一步的大小</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>往回一步</translation>
    </message>
    <message>
        <source>Eigenvalues of</source>
        <translation>特征值，矩阵为</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>learned</source>
        <translation>学到的</translation>
    </message>
    <message>
        <source>point-wise</source>
        <translation>逐元素</translation>
    </message>
    <message>
        <source>function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>below 0, above 0</source>
        <translation>小于 0，大于 0</translation>
    </message>
    <message>
        <source>thick = open gate</source>
        <translation>粗 = 门开着</translation>
    </message>
    <message>
        <source>thick = large gradient</source>
        <translation>粗 = 梯度大</translation>
    </message>
    <message>
        <source>arriving</source>
        <translation>到达的</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总梯度</translation>
    </message>
    <message>
        <source>so far</source>
        <translation>到目前</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>no loss</source>
        <translation>没有损失</translation>
    </message>
    <message>
        <source>to the read-out</source>
        <translation>到读出</translation>
    </message>
    <message>
        <source>to layer {0}</source>
        <translation>到第 {0} 层</translation>
    </message>
    <message>
        <source>from layer {0}: {size}</source>
        <translation>来自第 {0} 层：{size}</translation>
    </message>
    <message>
        <source>answer {size}</source>
        <translation>答案 {size}</translation>
    </message>
    <message>
        <source>nothing from layer {0}</source>
        <translation>第 {0} 层没有传来</translation>
    </message>
    <message>
        <source>no loss at this step</source>
        <translation>这一步没有损失</translation>
    </message>
    <message>
        <source>from the loss: {size}</source>
        <translation>来自损失：{size}</translation>
    </message>
    <message>
        <source>being laid out …</source>
        <translation>正在布局…</translation>
    </message>
    <message>
        <source>Too many wires to draw: every line is a box</source>
        <translation>线太多，画不下：每行画成一个方框</translation>
    </message>
    <message>
        <source>the same {0} in every cell</source>
        <translation>每个细胞里是同一个 {0}</translation>
    </message>
    <message>
        <source>Stage: the cell</source>
        <translation>舞台：细胞</translation>
    </message>
    <message>
        <source>{cell}, step {step} of {steps}, {direction}.</source>
        <translation>{cell}，第 {step} 步，共 {steps} 步，{direction}。</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>正向</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Now {name}: your guess first.</source>
        <translation>现在是 {name}：请先猜。</translation>
    </message>
    <message>
        <source>Now {name}: {says}; mean {number}.</source>
        <translation>现在是{name}：{says}；平均 {number}。</translation>
    </message>
    <message>
        <source>h of layer {0}</source>
        <translation>第 {0} 层的 h</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>layer {0} of {1}</source>
        <translation>{1} 层中的第 {0} 层</translation>
    </message>
    <message>
        <source>reads from the end</source>
        <translation>从末尾读起</translation>
    </message>
    <message>
        <source>weights after update {0}</source>
        <translation>第 {0} 次更新后的权重</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>和</translation>
    </message>
    <message>
        <source>out</source>
        <translation>出</translation>
    </message>
    <message>
        <source>mean |{name}| {size}</source>
        <translation>|{name}| 的平均 {size}</translation>
    </message>
    <message>
        <source>mean {size}</source>
        <translation>平均 {size}</translation>
    </message>
    <message>
        <source>slope at {sum}:  × {slope}</source>
        <translation>在 {sum} 处的斜率：× {slope}</translation>
    </message>
    <message>
        <source>slope &lt; 0.1</source>
        <translation>斜率 &lt; 0.1</translation>
    </message>
    <message>
        <source>off by {0}</source>
        <translation>相差 {0}</translation>
    </message>
    <message>
        <source>right within {0}</source>
        <translation>误差在 {0} 以内，对</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>{0} others</source>
        <translation>另外 {0} 个</translation>
    </message>
    <message>
        <source>{0} others; “{1}” is number {2}</source>
        <translation>另外 {0} 个；“{1}”是第 {2} 个</translation>
    </message>
    <message>
        <source>read-out</source>
        <translation>读出</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>没有目标</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>{0}, not counted</source>
        <translation>{0}，不计入</translation>
    </message>
    <message>
        <source>The read-out reads</source>
        <translation>读出读的是</translation>
    </message>
    <message>
        <source>the last layer.</source>
        <translation>最后一层。</translation>
    </message>
    <message>
        <source>V and d are drawn</source>
        <translation>V 和 d 抽取自</translation>
    </message>
    <message>
        <source>from the seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>wire = log₁₀ ‖gradient‖</source>
        <translation>线 = log₁₀ ‖梯度‖</translation>
    </message>
    <message>
        <source>‖gradient‖</source>
        <translation>‖梯度‖</translation>
    </message>
    <message>
        <source>at T = 1</source>
        <translation>在 T = 1 时</translation>
    </message>
    <message>
        <source>drawn “{0}”</source>
        <translation>抽到“{0}”</translation>
    </message>
    <message>
        <source>drawn at T = {0}: “{1}”</source>
        <translation>在 T = {0} 时抽出：“{1}”</translation>
    </message>
    <message>
        <source>at T = {0}: “{1}”</source>
        <translation>在 T = {0} 时：“{1}”</translation>
    </message>
</context>
<context>
    <name>StageChips</name>
    <message>
        <source>Stage {number}: {name}</source>
        <translation>阶段 {number}：{name}</translation>
    </message>
</context>
<context>
    <name>StartRow</name>
    <message>
        <source>Start</source>
        <translation>初值</translation>
    </message>
    <message>
        <source>What {0} begins with: a number, or one for each unit</source>
        <translation>{0} 从什么开始：一个数，或每个单元一个数</translation>
    </message>
</context>
<context>
    <name>StepNumbers</name>
    <message>
        <source>In numbers</source>
        <translation>用数字看</translation>
    </message>
    <message>
        <source>This cell has no memory: no step passes anything on.</source>
        <translation>这个细胞没有记忆：任何一步都不向后传递。</translation>
    </message>
    <message>
        <source>Back from the loss the gradient&apos;s norm is multiplied by {0} a step on average.</source>
        <translation>从损失往回，梯度的范数平均每步乘以 {0}。</translation>
    </message>
    <message>
        <source>The loss comes in at the first step that is read: there is none before it.</source>
        <translation>损失在读入的第一步传入：它之前没有别的步。</translation>
    </message>
    <message>
        <source>No gradient of a finite size comes back to the first step.</source>
        <translation>没有大小有限的梯度传回第一步。</translation>
    </message>
    <message>
        <source>Step {0}: its Jacobian holds numbers that are none.</source>
        <translation>第 {0} 步：它的雅可比矩阵里有不是数的值。</translation>
    </message>
    <message>
        <source>Step {0}: singular values from {1} to {2}, spectral radius {3}</source>
        <translation>第 {0} 步：奇异值从 {1} 到 {2}，谱半径 {3}</translation>
    </message>
    <message>
        <source>The step before gets × {0} of this step&apos;s gradient.</source>
        <translation>前一步得到这一步梯度的 × {0}。</translation>
    </message>
    <message>
        <source>β_f = {0} (largest slope), β_w = {1} (largest singular value of the matrix): at most × {2} a step.</source>
        <translation>β_f = {0}（最大斜率），β_w = {1}（矩阵的最大奇异值）：每步最多 × {2}。</translation>
    </message>
    <message>
        <source>Below 1 the gradient must vanish.</source>
        <translation>小于 1，梯度必定消失。</translation>
    </message>
    <message>
        <source>From 1 on it may explode, but need not: the bound proves nothing.</source>
        <translation>不小于 1，它可能爆炸，但未必：这个界什么也证明不了。</translation>
    </message>
    <message>
        <source>Orthogonal matrix</source>
        <translation>正交矩阵</translation>
    </message>
    <message>
        <source>Identity matrix</source>
        <translation>单位矩阵</translation>
    </message>
    <message>
        <source>Keep bias +1</source>
        <translation>保留偏置 +1</translation>
    </message>
    <message>
        <source>Spectral radius 1</source>
        <translation>谱半径 1</translation>
    </message>
    <message>
        <source>Remedies</source>
        <translation>补救办法</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>What the class will see, line by line</source>
        <translation>全班会看到的样子，逐行</translation>
    </message>
    <message>
        <source>fix the red word</source>
        <translation>请改正红色的词</translation>
    </message>
    <message>
        <source>waits for line {0}</source>
        <translation>在等第 {0} 行</translation>
    </message>
    <message>
        <source>mean {0}</source>
        <translation>平均 {0}</translation>
    </message>
    <message>
        <source>step {}</source>
        <translation>第 {} 步</translation>
    </message>
    <message>
        <source>{} ({})</source>
        <translation>{}（{}）</translation>
    </message>
    <message>
        <source>word {}</source>
        <translation>词 {}</translation>
    </message>
    <message>
        <source>input {}</source>
        <translation>输入 {}</translation>
    </message>
</context>
<context>
    <name>StoryCommands</name>
    <message>
        <source>Step, 1 to {0}:</source>
        <translation>步，1 到 {0}：</translation>
    </message>
    <message>
        <source>Jump</source>
        <translation>跳转</translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>separated by commas</source>
        <translation>用逗号分开</translation>
    </message>
    <message>
        <source>separated by semicolons</source>
        <translation>用分号分开</translation>
    </message>
    <message>
        <source>separated by tabs</source>
        <translation>用制表符分开</translation>
    </message>
    <message>
        <source>separated by spaces</source>
        <translation>用空格分开</translation>
    </message>
    <message>
        <source>separated by bars</source>
        <translation>用竖线分开</translation>
    </message>
    <message>
        <source>{0} rows</source>
        <translation>{0} 行</translation>
    </message>
    <message>
        <source>{0} columns</source>
        <translation>{0} 列</translation>
    </message>
    <message>
        <source>decimal comma</source>
        <translation>小数点用逗号</translation>
    </message>
    <message>
        <source>at most {0} rows can be read</source>
        <translation>最多能读 {0} 行</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>数</translation>
    </message>
    <message>
        <source>counts the rows</source>
        <translation>给行编号</translation>
    </message>
    <message>
        <source>date or time</source>
        <translation>日期或时间</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Open table</source>
        <translation>打开表</translation>
    </message>
    <message>
        <source>Columns and first rows</source>
        <translation>各列和开头几行</translation>
    </message>
    <message>
        <source>first row</source>
        <translation>第一行</translation>
    </message>
    <message>
        <source>last row</source>
        <translation>最后一行</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>The comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>say so and open nothing</source>
        <translation>说明情况，什么也不打开</translation>
    </message>
    <message>
        <source>skip these rows</source>
        <translation>跳过这些行</translation>
    </message>
    <message>
        <source>fill from the row before</source>
        <translation>用上一行补上</translation>
    </message>
    <message>
        <source>as shown</source>
        <translation>如所示</translation>
    </message>
    <message>
        <source>the other way</source>
        <translation>另一种</translation>
    </message>
    <message>
        <source>Standardise each column: mean 0, spread 1</source>
        <translation>每列标准化：均值 0，离散 1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读</translation>
    </message>
    <message>
        <source>{0} steps of {1} numbers.</source>
        <translation>{0} 步，每步 {1} 个数。</translation>
    </message>
    <message>
        <source>{0} words.</source>
        <translation>{0} 个词。</translation>
    </message>
</context>
<context>
    <name>Tape</name>
    <message>
        <source>{}: what a gradient is multiplied by here, {}</source>
        <translation>{}：梯度在这里乘以什么，{}</translation>
    </message>
    <message>
        <source>{}: share of {} in the sum</source>
        <translation>{}：和里 {} 所占的份额</translation>
    </message>
    <message>
        <source>; Shift and drag over steps holds it</source>
        <translation>；按住 Shift 拖过几步可固定它</translation>
    </message>
    <message>
        <source>{}, held</source>
        <translation>{}，已固定</translation>
    </message>
    <message>
        <source>{}: mean {}</source>
        <translation>{}：平均 {}</translation>
    </message>
    <message>
        <source>{}, unit {}: {}</source>
        <translation>{}，单元 {}：{}</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>What is right at this step, nothing for no target:</source>
        <translation>这一步正确的是什么，不填表示没有目标：</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>does not count</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>{0}: −ln {1} = {2}, {3}</source>
        <translation>{0}：−ln {1} = {2}，{3}</translation>
    </message>
    <message>
        <source>{0}: {1} would be right</source>
        <translation>{0}：正确的是 {1}</translation>
    </message>
    <message>
        <source>no target: the network wrote these itself</source>
        <translation>没有目标：这些是网络自己写的</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>没有目标</translation>
    </message>
    <message>
        <source>no loss</source>
        <translation>没有损失</translation>
    </message>
    <message>
        <source>∂ answer</source>
        <translation>∂ 答案</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>its p</source>
        <translation>它的 p</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>twin</source>
        <translation>对照句</translation>
    </message>
    <message>
        <source>its answer</source>
        <translation>它的答案</translation>
    </message>
    <message>
        <source>twin, U = 0</source>
        <translation>对照句，U = 0</translation>
    </message>
    <message>
        <source>your guess first</source>
        <translation>请先猜</translation>
    </message>
</context>
<context>
    <name>TargetMenu</name>
    <message>
        <source>no target</source>
        <translation>没有目标</translation>
    </message>
</context>
<context>
    <name>TaskRow</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
</context>
<context>
    <name>TermSheet</name>
    <message>
        <source>Term by term</source>
        <translation>逐项对照</translation>
    </message>
    <message>
        <source>{0} and {1}, term by term</source>
        <translation>{0} 与 {1}，逐项对照</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>What the gate does</source>
        <translation>门做什么</translation>
    </message>
    <message>
        <source>What the candidates are called</source>
        <translation>候选值叫什么</translation>
    </message>
    <message>
        <source>Which two cells</source>
        <translation>哪两个细胞</translation>
    </message>
    <message>
        <source>{0} replaces</source>
        <translation>{0} 替换</translation>
    </message>
    <message>
        <source>{0} keeps</source>
        <translation>{0} 保留</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>how much is kept</source>
        <translation>保留多少</translation>
    </message>
    <message>
        <source>the old memory</source>
        <translation>旧的记忆</translation>
    </message>
    <message>
        <source>how much is written</source>
        <translation>写入多少</translation>
    </message>
    <message>
        <source>the candidate</source>
        <translation>候选值</translation>
    </message>
    <message>
        <source>{0} and {1} have no part in common.</source>
        <translation>{0} 和 {1} 没有共同的部分。</translation>
    </message>
    <message>
        <source>{0} and {1} do the same with: {2}.</source>
        <translation>{0} 和 {1} 在这些地方做的一样：{2}。</translation>
    </message>
    <message>
        <source>No partner</source>
        <translation>没有对应</translation>
    </message>
    <message>
        <source>Tied</source>
        <translation>绑在一起</translation>
    </message>
    <message>
        <source>Not tied</source>
        <translation>不绑在一起</translation>
    </message>
    <message>
        <source>{0}: what is kept and what is written always add up to 1; here {1}</source>
        <translation>{0}：保留的和写入的加起来总是 1；这里 {1}</translation>
    </message>
    <message>
        <source>{0}: what is kept and what is written need not add up to 1; here {1}</source>
        <translation>{0}：保留的和写入的加起来不一定是 1；这里 {1}</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Equations</source>
        <translation>方程</translation>
    </message>
    <message>
        <source>Sketch</source>
        <translation>草图</translation>
    </message>
    <message>
        <source>Show: {0}</source>
        <translation>显示：{0}</translation>
    </message>
    <message>
        <source>empty: the drawing is laid out by itself</source>
        <translation>空：图会自动布局</translation>
    </message>
    <message>
        <source>One line is one value; # begins what is said aloud</source>
        <translation>一行是一个值；# 之后是要说的话</translation>
    </message>
    <message>
        <source>Rows of names say where each line stands; x and NAME_prev enter left, NAME_next leaves right</source>
        <translation>名字的行写明每一行站在哪里；x 和 NAME_prev 从左边进，NAME_next 从右边出</translation>
    </message>
    <message>
        <source># begins what is said aloud</source>
        <translation># 之后是要说的话</translation>
    </message>
    <message>
        <source>each line once, . is nothing</source>
        <translation>每行一次，. 表示空</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Updates of the training</source>
        <translation>训练的各次更新</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>per loss</source>
        <translation>按损失</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
</context>
<context>
    <name>TrainControls</name>
    <message>
        <source>Clip at {0}</source>
        <translation>按 {0} 裁剪</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>One update</source>
        <translation>一次更新</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Clip the gradient: its norm is at most 10 then</source>
        <translation>裁剪梯度：这样它的范数最多是 10</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>One update (U)</source>
        <translation>一次更新（U）</translation>
    </message>
    <message>
        <source>Forget all updates: the network as it was before the first</source>
        <translation>忘掉所有更新：回到第一次更新之前的网络</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Batch: sentences per update</source>
        <translation>批大小：每次更新的句数</translation>
    </message>
    <message>
        <source>Schedule of the learning rate</source>
        <translation>学习率的安排</translation>
    </message>
    <message>
        <source>Where training stops</source>
        <translation>训练到哪里为止</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量法</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>随机梯度下降（SGD）</translation>
    </message>
    <message>
        <source>constant rate</source>
        <translation>学习率不变</translation>
    </message>
    <message>
        <source>rate in steps</source>
        <translation>学习率分段下降</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>exponential decay</source>
        <translation>指数衰减</translation>
    </message>
    <message>
        <source>cosine decay</source>
        <translation>余弦衰减</translation>
    </message>
    <message>
        <source>to {0}</source>
        <translation>到 {0}</translation>
    </message>
    <message>
        <source>choose a task</source>
        <translation>选一个任务</translation>
    </message>
    <message>
        <source>{0}, {1} weights</source>
        <translation>{0}，{1} 个权重</translation>
    </message>
    <message>
        <source>{0} s to go</source>
        <translation>还要 {0} 秒</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train on from here; the {0} updates beyond are forgotten</source>
        <translation>从这里接着训练；其后的 {0} 次更新会被忘掉</translation>
    </message>
    <message>
        <source>Train (Shift+U)</source>
        <translation>训练（Shift+U）</translation>
    </message>
    <message>
        <source>Pause (Shift+U)</source>
        <translation>暂停（Shift+U）</translation>
    </message>
    <message>
        <source>Back to {0}</source>
        <translation>回到 {0}</translation>
    </message>
    <message>
        <source>Show the network after the latest update</source>
        <translation>显示最近一次更新之后的网络</translation>
    </message>
</context>
<context>
    <name>TrainPanel</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training leaves out what is held, where states begin and the scale of the inputs.</source>
        <translation>训练不考虑固定的值、状态的初值和输入倍率。</translation>
    </message>
    <message>
        <source>Training on from update {0} forgets the {1} updates beyond it. Ask once more to do so.</source>
        <translation>从第 {0} 次更新继续训练，会丢掉其后的 {1} 次更新。要这样做请再按一次。</translation>
    </message>
</context>
<context>
    <name>Trained</name>
    <message>
        <source>slot filling</source>
        <translation>槽填充</translation>
    </message>
    <message>
        <source>pronoun agreement</source>
        <translation>代词一致</translation>
    </message>
    <message>
        <source>a place read long ago</source>
        <translation>很久以前读到的地点</translation>
    </message>
    <message>
        <source>next character</source>
        <translation>下一个字符</translation>
    </message>
    <message>
        <source>next word</source>
        <translation>下一个词</translation>
    </message>
    <message>
        <source>the mood of a sentence</source>
        <translation>句子的情绪</translation>
    </message>
    <message>
        <source>a picture from one vector</source>
        <translation>由一个向量生成的图</translation>
    </message>
    <message>
        <source>counting: as many b as a</source>
        <translation>计数：b 和 a 一样多</translation>
    </message>
    <message>
        <source>parity</source>
        <translation>奇偶</translation>
    </message>
    <message>
        <source>adding two numbers</source>
        <translation>两数相加</translation>
    </message>
    <message>
        <source>copied after a while</source>
        <translation>过一阵再复述</translation>
    </message>
    <message>
        <source>a sine predicted</source>
        <translation>预测正弦</translation>
    </message>
    <message>
        <source>a price predicted</source>
        <translation>预测价格</translation>
    </message>
    <message>
        <source>slot filling, in Chinese</source>
        <translation>填槽（中文）</translation>
    </message>
    <message>
        <source>he or she, in Chinese</source>
        <translation>他还是她（中文）</translation>
    </message>
    <message>
        <source>a place read long ago, in Chinese</source>
        <translation>很久以前读到的地名（中文）</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>no clip</source>
        <translation>不裁剪</translation>
    </message>
    <message>
        <source>clip {0}</source>
        <translation>裁剪 {0}</translation>
    </message>
    <message>
        <source>clip ±{0}</source>
        <translation>裁剪 ±{0}</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Right answers</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>Gradient reaching each word</source>
        <translation>到达每个词的梯度</translation>
    </message>
    <message>
        <source>Gradient at each word</source>
        <translation>每个词处的梯度</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Choose a task above</source>
        <translation>请在上面选一个任务</translation>
    </message>
    <message>
        <source>Train or U makes the first update</source>
        <translation>按“训练”或 U 做第一次更新</translation>
    </message>
    <message>
        <source>U: first update</source>
        <translation>U：第一次更新</translation>
    </message>
    <message>
        <source>being worked out ...</source>
        <translation>正在算…</translation>
    </message>
    <message>
        <source>only for held-out sentences</source>
        <translation>只有留出的句子才有</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>held-out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{1} 中的 {0}</translation>
    </message>
    <message>
        <source>before clipping</source>
        <translation>裁剪前</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>被裁剪</translation>
    </message>
    <message>
        <source>“{0}”, word {1}</source>
        <translation>“{0}”，第 {1} 个词</translation>
    </message>
    <message>
        <source>update {0}: {1}</source>
        <translation>更新 {0}：{1}</translation>
    </message>
    <message>
        <source>before the first update</source>
        <translation>第一次更新之前</translation>
    </message>
    <message>
        <source>update {0} of {1}: loss {2}, right {3}, gradient norm {4}</source>
        <translation>{1} 次更新中的第 {0} 次：损失 {2}，正确 {3}，梯度范数 {4}</translation>
    </message>
    <message>
        <source>held-out: loss {0}, right {1}</source>
        <translation>留出的句子：损失 {0}，正确 {1}</translation>
    </message>
    <message>
        <source>gradient at the first word {0}, at the last {1}</source>
        <translation>第一个词处的梯度 {0}，最后一个词处 {1}</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Layers of the network (N)</source>
        <translation>网络的层（N）</translation>
    </message>
    <message>
        <source>Slower (−)</source>
        <translation>慢一点（−）</translation>
    </message>
    <message>
        <source>Faster (+)</source>
        <translation>快一点（+）</translation>
    </message>
    <message>
        <source>Dark or light (T)</source>
        <translation>深色或浅色（T）</translation>
    </message>
    <message>
        <source>Present (F5)</source>
        <translation>演示（F5）</translation>
    </message>
    <message>
        <source>Present  F5</source>
        <translation>演示  F5</translation>
    </message>
    <message>
        <source>To the start (Home)</source>
        <translation>到开头（Home）</translation>
    </message>
    <message>
        <source>Back (Left)</source>
        <translation>向后（←）</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>播放或暂停（空格）</translation>
    </message>
    <message>
        <source>Onward (Right)</source>
        <translation>向前（→）</translation>
    </message>
    <message>
        <source>To the end (End)</source>
        <translation>到结尾（End）</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>One key press is a whole time step (G)</source>
        <translation>按一下键走一整个时间步（G）</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>One key press is a stage (G)</source>
        <translation>按一下键走一个阶段（G）</translation>
    </message>
    <message>
        <source>line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>One key press is a line (G)</source>
        <translation>按一下键走一行（G）</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>正向</translation>
    </message>
    <message>
        <source>Forward through the sequence (R)</source>
        <translation>正向走过序列（R）</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Backward: gradients through time (R)</source>
        <translation>反向：沿时间的梯度（R）</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>走带控制</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>结尾</translation>
    </message>
    <message>
        <source>beginning</source>
        <translation>开头</translation>
    </message>
    <message>
        <source>The story ends here</source>
        <translation>故事到这里结束</translation>
    </message>
    <message>
        <source>The story begins here</source>
        <translation>故事从这里开始</translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>layer {0}/{1} {2}</source>
        <translation>第 {0}/{1} 层 {2}</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 层</translation>
    </message>
</context>
<context>
    <name>TwinMenu</name>
    <message>
        <source>Swap the two sentences</source>
        <translation>交换两个句子</translation>
    </message>
    <message>
        <source>Remove the twin</source>
        <translation>去掉对照句</translation>
    </message>
</context>
<context>
    <name>UnitsByTime</name>
    <message>
        <source>Unit by time</source>
        <translation>单元 × 时间</translation>
    </message>
    <message>
        <source>unit {0}</source>
        <translation>单元 {0}</translation>
    </message>
    <message>
        <source>{0}, unit {1}: {2}</source>
        <translation>{0}，单元 {1}：{2}</translation>
    </message>
</context>
<context>
    <name>Waterfall</name>
    <message>
        <source>Gradient of this step, path by path</source>
        <translation>这一步的梯度，逐条路径</translation>
    </message>
    <message>
        <source>No gradient to share out: {0}.</source>
        <translation>没有梯度可分：{0}。</translation>
    </message>
    <message>
        <source>One path only: through {0}.</source>
        <translation>只有一条路：经 {0}。</translation>
    </message>
    <message>
        <source>One path only.</source>
        <translation>只有一条路。</translation>
    </message>
    <message>
        <source>{0} alone the gradient would be {1}: {2} % of the whole.</source>
        <translation>只{0}，梯度会是 {1}：整个的 {2} %。</translation>
    </message>
    <message>
        <source>Most of it comes through {0}: {1} %.</source>
        <translation>大部分经 {0} 而来：{1} %。</translation>
    </message>
    <message>
        <source>The {0} parts add up to the gradient, to {1}; each is measured along its direction.</source>
        <translation>{0} 个部分加起来就是梯度，相差 {1}；每个部分沿它的方向来量。</translation>
    </message>
    <message>
        <source>path by path</source>
        <translation>逐条路径</translation>
    </message>
    <message>
        <source>the whole</source>
        <translation>整个</translation>
    </message>
</context>
<context>
    <name>WeightEditor</name>
    <message>
        <source>{name} [{place}]</source>
        <translation>{name} [{place}]</translation>
    </message>
    <message>
        <source>This is not a number; write 0.5, 0,5 or 1/3</source>
        <translation>这不是数；请写成 0.5、0,5 或 1/3</translation>
    </message>
    <message>
        <source>A number from −1,000,000 to 1,000,000</source>
        <translation>−1,000,000 到 1,000,000 的一个数</translation>
    </message>
</context>
<context>
    <name>WeightSteps</name>
    <message>
        <source>What each step contributes</source>
        <translation>每一步的贡献</translation>
    </message>
    <message>
        <source>contribution</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>its size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>one number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>being worked out ...</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>This cell has no weights.</source>
        <translation>这个细胞没有权重。</translation>
    </message>
    <message>
        <source>to</source>
        <translation>对</translation>
    </message>
    <message>
        <source>as means</source>
        <translation>按平均值</translation>
    </message>
    <message>
        <source>keep {0} steps</source>
        <translation>保留 {0} 步</translation>
    </message>
    <message>
        <source>keep 1 step</source>
        <translation>保留 1 步</translation>
    </message>
    <message>
        <source>keep all steps</source>
        <translation>保留所有步</translation>
    </message>
    <message>
        <source>at most {0} steps back</source>
        <translation>最多往回 {0} 步</translation>
    </message>
    <message>
        <source>at most 1 step back</source>
        <translation>最多往回 1 步</translation>
    </message>
    <message>
        <source>{0}: size {1}, {2} % of the sum; the number {3}</source>
        <translation>{0}：大小 {1}，占总和的 {2} %；该数 {3}</translation>
    </message>
</context>
<context>
    <name>WeightSums</name>
    <message>
        <source>Their sum</source>
        <translation>它们的和</translation>
    </message>
    <message>
        <source>all {0} steps</source>
        <translation>全部 {0} 步</translation>
    </message>
    <message>
        <source>after the scissors</source>
        <translation>剪断之后</translation>
    </message>
    <message>
        <source>each square is a mean</source>
        <translation>每个方格是一个平均值</translation>
    </message>
    <message>
        <source>share that is left</source>
        <translation>剩下的份额</translation>
    </message>
    <message>
        <source>turned by</source>
        <translation>转过</translation>
    </message>
</context>
<context>
    <name>WeightTools</name>
    <message>
        <source>gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填入</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Copy the square, or without one the matrix, for a spreadsheet (Ctrl+C)</source>
        <translation>复制这个方格，没有选方格时复制整个矩阵，供电子表格用（Ctrl+C）</translation>
    </message>
    <message>
        <source>Paste a number or a table of the matrix&apos; size (Ctrl+V)</source>
        <translation>粘贴一个数，或与矩阵同样大小的表（Ctrl+V）</translation>
    </message>
    <message>
        <source>The chosen weight</source>
        <translation>选中的权重</translation>
    </message>
    <message>
        <source>Gain: times what the matrix was when it was chosen</source>
        <translation>增益：相对于选中时矩阵的倍数</translation>
    </message>
    <message>
        <source>Spectral radius; a typed one scales the matrix</source>
        <translation>谱半径；输入一个会缩放矩阵</translation>
    </message>
    <message>
        <source>Norm, the root of the sum of squares; a typed one scales the matrix</source>
        <translation>范数，即平方和的根；输入一个会缩放矩阵</translation>
    </message>
    <message>
        <source>Seed of what is filled in</source>
        <translation>填入内容的种子</translation>
    </message>
    <message>
        <source>all matrices</source>
        <translation>所有矩阵</translation>
    </message>
    <message>
        <source>Fill every matrix of the network; biases stay</source>
        <translation>填满网络的每个矩阵；偏置不变</translation>
    </message>
    <message>
        <source>Fill with: {0}</source>
        <translation>填入：{0}</translation>
    </message>
    <message>
        <source>Xavier</source>
        <translation>Xavier</translation>
    </message>
    <message>
        <source>Kaiming</source>
        <translation>Kaiming</translation>
    </message>
    <message>
        <source>orthogonal</source>
        <translation>正交</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>单位阵</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>全 0</translation>
    </message>
    <message>
        <source>ones</source>
        <translation>全 1</translation>
    </message>
</context>
<context>
    <name>Weights</name>
    <message>
        <source>layer {number} {arrow}</source>
        <translation>第 {number} 层 {arrow}</translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation>{count} 个词</translation>
    </message>
    <message>
        <source>{count} inputs</source>
        <translation>{count} 个输入</translation>
    </message>
    <message>
        <source>{count} numbers</source>
        <translation>{count} 个数</translation>
    </message>
    <message>
        <source>what {source} is before the first step</source>
        <translation>{source} 在第一步之前的值</translation>
    </message>
    <message>
        <source>all of it, into {name}</source>
        <translation>全部，进入 {name}</translation>
    </message>
    <message>
        <source>unit {number}</source>
        <translation>单元 {number}</translation>
    </message>
    <message>
        <source>bias of {name} {target}</source>
        <translation>{name} 的偏置 {target}</translation>
    </message>
    <message>
        <source>from {source} into {name} {target}</source>
        <translation>从 {source} 进入 {name} {target}</translation>
    </message>
    <message>
        <source>read-out</source>
        <translation>读出</translation>
    </message>
    <message>
        <source>from</source>
        <translation>来自</translation>
    </message>
</context>
<context>
    <name>WeightsPage</name>
    <message>
        <source>Which step moves the weights?</source>
        <translation>哪一步推动权重？</translation>
    </message>
    <message>
        <source>The gradient of {0} is no finite number.</source>
        <translation>{0} 的梯度不是有限数。</translation>
    </message>
    <message>
        <source>The gradient of {0} is 0: no step moves it.</source>
        <translation>{0} 的梯度为 0：没有哪一步推动它。</translation>
    </message>
    <message>
        <source>Step {0}, “{1}”, gives the largest part of the gradient of {2}: {3} %.</source>
        <translation>第 {0} 步“{1}”给出 {2} 的梯度中最大的一份：{3} %。</translation>
    </message>
    <message>
        <source>Step {0} gives the largest part of the gradient of {1}: {2} %.</source>
        <translation>第 {0} 步给出 {1} 的梯度中最大的一份：{2} %。</translation>
    </message>
    <message>
        <source>Nothing is left of the gradient of {0}.</source>
        <translation>{0} 的梯度什么都没剩下。</translation>
    </message>
    <message>
        <source>Keeping {0} of {1} steps leaves {2} % of the gradient of {3} and turns it by {4}.</source>
        <translation>保留 {1} 步中的 {0} 步，{3} 的梯度剩下 {2} %，方向转过 {4}。</translation>
    </message>
    <message>
        <source>Going back {0} of {1} steps leaves {2} % of the gradient of {3} and turns it by {4}.</source>
        <translation>往回走 {1} 步中的 {0} 步，{3} 的梯度剩下 {2} %，方向转过 {4}。</translation>
    </message>
    <message>
        <source>The chosen weight would now be pushed the other way.</source>
        <translation>所选的权重现在会被推向相反的方向。</translation>
    </message>
    <message>
        <source>Nothing is clipped.</source>
        <translation>没有裁剪任何东西。</translation>
    </message>
    <message>
        <source>A gradient that is no finite number cannot be shortened.</source>
        <translation>不是有限数的梯度无法缩短。</translation>
    </message>
    <message>
        <source>The gradient does not reach the limit: nothing is clipped.</source>
        <translation>梯度没有达到上限：不裁剪。</translation>
    </message>
    <message>
        <source>Clipping by norm multiplies the gradient by {0} and keeps its direction.</source>
        <translation>按范数裁剪把梯度乘以 {0}，方向不变。</translation>
    </message>
    <message>
        <source>{0} of {1} numbers are cut off at the limit; that turns the gradient by {2}.</source>
        <translation>{1} 个数中有 {0} 个在上限处被截断；梯度因此转过 {2}。</translation>
    </message>
</context>
<context>
    <name>WeightsPanel</name>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>each square is the mean of several weights: read only</source>
        <translation>每个方格是几个权重的平均：只读</translation>
    </message>
</context>
<context>
    <name>WordEdit</name>
    <message>
        <source>input of this step, before it is multiplied: {0}</source>
        <translation>这一步的输入，相乘之前：{0}</translation>
    </message>
    <message>
        <source>input of this step</source>
        <translation>这一步的输入</translation>
    </message>
    <message>
        <source>The cell reads this number times the input scale.</source>
        <translation>细胞读的是这个数乘以输入倍率。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>WordsButton</name>
    <message>
        <source>The vocabulary: one input number per word</source>
        <translation>词表：每个词一个输入数</translation>
    </message>
    <message>
        <source>{0} letters</source>
        <translation>{0} 个字母</translation>
    </message>
    <message>
        <source>{0} words</source>
        <translation>{0} 个词</translation>
    </message>
    <message>
        <source>Vocabulary of {0} words</source>
        <translation>{0} 个词的词表</translation>
    </message>
</context>
</TS>
