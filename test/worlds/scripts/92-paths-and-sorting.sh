# Fields that cannot be sorted by end kubectl.
# versions: 1.27,1.30,1.33
kubectl create deployment web --image=nginx --replicas=2
kubectl get pods --sort-by=.spec.containers
kubectl get pods --sort-by=.metadata
kubectl get pods --sort-by=.metadata -o name
kubectl get pod,deploy --sort-by=.spec.template
kubectl get pods --sort-by=.status.conditions[0].status --no-headers | wc -l
kubectl get pods -o jsonpath='{.items[*].metadata.name.x}'
kubectl get pods -o jsonpath='{.items[5].metadata.name}'
kubectl get pods -o jsonpath='{.items[-1:].kind}'
kubectl get pods -o jsonpath='{.items[0:1].kind}{.items[::2].kind}'
kubectl get pods -o jsonpath='{range .items[*]}{.status.phase}{"\t"}{.spec.containers[0].image}{"\n"}{end}'
kubectl get pods -o jsonpath='{.items[?(@.status.phase=="Running")].status.phase}'
kubectl get pods -o jsonpath='{.items[?(@.status.phase!="Running")].status.phase}'
kubectl get pods -o jsonpath='{.items[?(@.metadata.labels.app=="web")].kind}'
kubectl get pods -o jsonpath='{.items[?(@.spec.containers[0].image=~"ng.*")].kind}'
kubectl get pods -o jsonpath='{.items[?(@.status.containerStatuses[0].restartCount>=0)].kind}'
kubectl get pods -o jsonpath='{.items[*].metadata.labels.pod-template-hash}'
kubectl get pods -o jsonpath="{.items[*].metadata.labels['pod-template-hash']}"
kubectl get pods -o jsonpath='{.items[*].metadata.labels.pod\-template\-hash}'
kubectl get deploy web -o jsonpath='{.metadata.annotations.deployment\.kubernetes\.io/revision}'
kubectl get deploy web -o jsonpath="{.metadata.annotations['deployment\.kubernetes\.io/revision']}"
kubectl get pods -o jsonpath='{..containers[*].name}'
kubectl get pods -o jsonpath='{.items[*].spec.containers[*].image}{"\n"}'
kubectl get pods -o jsonpath='{.items..phase}'
kubectl get pods -o jsonpath='{@.kind}{$.kind}{.kind}'
kubectl get pods -o jsonpath='{.items[*]["kind","apiVersion"]}'
kubectl get pods -o jsonpath="{.items[*]['kind','apiVersion']}"
kubectl get pods -o jsonpath='{.items[*].status.phase' 
kubectl get pods -o jsonpath='{.items[*}' 
kubectl get pods -o jsonpath='{end}' 
kubectl get pods -o jsonpath='{range .items[*]}x' 
kubectl get pods -o jsonpath='{.items[?(@.x)]}' 
kubectl get pods -o jsonpath='{.items[?(@.kind==Pod)].kind}' 
kubectl get pods -o jsonpath='{.items[a]}' 
kubectl get pods -o jsonpath='{"unterminated}' 
kubectl get pods -o jsonpath='{.items[0].spec.containers}' | cut -c1-60
kubectl get pods -o jsonpath='plain text'
kubectl get pods -o jsonpath='items[*].kind'
kubectl get pods -o jsonpath='.kind'
kubectl get pods -o jsonpath='{.kind}-{.apiVersion}'
kubectl get pods -o jsonpath=
kubectl get pods -o jsonpath
kubectl get pods -o jsonpath-as-json='{.items[*].kind}'
kubectl get pods -o jsonpath-as-json='{.items[9].kind}'
kubectl get pods -o jsonpath-file=nosuch
kubectl get pods -o custom-columns=N:.metadata.name,X:.nosuch,I:.spec.containers[*].image | sed 's/web-[a-z0-9-]*/POD/'
kubectl get pods -o custom-columns=N
kubectl get pods -o custom-columns=
kubectl get pods -o custom-columns=N:.metadata.name,
kubectl get pods -o custom-columns=N:{.kind},A:.apiVersion
kubectl get pods -o custom-columns-file=nosuch
kubectl get pods -o custom-columns=LONG:.kind --no-headers
kubectl get deploy,svc -o custom-columns=K:.kind,N:.metadata.name
